package io.umbel.mgm;

import java.util.List;

/**
 * What the packet path needs to know of one MFE. Immutable.
 *
 * @param key group and source
 * @param incoming where the packets must arrive
 * @param upstreamNeighbor the router they come from, for information; {@link Ipv4#ZERO} if none is known
 * @param outgoing where copies leave, ordered by index and next hop, without duplicates, never containing {@code
 *     incoming}; empty for a negative entry, whose packets are dropped
 */
public record ForwardingEntry(MfeKey key, InterfaceId incoming, Ipv4 upstreamNeighbor, List<InterfaceId> outgoing) {}
