package io.umbel.mgm;

/**
 * A route towards a source in the multicast view, {@code RTM_DEST_INFO} in the original. The last three components
 * together identify it.
 *
 * @param towards the interface that leads towards the source
 * @param upstreamNeighbor the next router on the way, {@link Ipv4#ZERO} if the source is attached
 * @param protocol id of the protocol that made the route
 * @param network its destination network
 * @param mask that network's mask
 */
public record Route(InterfaceId towards, Ipv4 upstreamNeighbor, int protocol, Ipv4 network, Ipv4 mask) {}
