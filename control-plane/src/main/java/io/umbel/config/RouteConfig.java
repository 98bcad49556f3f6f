package io.umbel.config;

import io.umbel.igmp.Ipv4Prefix;
import io.umbel.mgm.Ipv4;

/**
 * Where the data of sources beyond another router arrives: a route of the multicast routing table, for the RPF check (RFC 7761
 * section 2.1).
 *
 * @param prefix the sources.
 * @param interfaceIndex index of the interface towards them.
 * @param via address of the router towards them, on the network of that interface; {@link Ipv4#ZERO} if it is not said.
 */
public record RouteConfig(Ipv4Prefix prefix, int interfaceIndex, Ipv4 via) {}
