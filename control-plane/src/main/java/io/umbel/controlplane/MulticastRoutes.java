package io.umbel.controlplane;

import io.umbel.igmp.Ipv4Prefix;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MulticastRib;
import io.umbel.mgm.Route;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The multicast view of the routing table: routes to sources, the longest prefix first. For the thread that drives the group
 * manager.
 */
final class MulticastRoutes implements MulticastRib {
    /** Who made a route, as IANAipRouteProtocol (RFC 4292) numbers it: local, and network management. */
    private static final int PROTO_IP_LOCAL = 2;

    private static final int PROTO_IP_NETMGMT = 3;

    private static final int ADDRESS_BITS = 32;

    /** By prefix length, then by network. What has been looked up in is replaced, never changed: any thread may look up. */
    private volatile Map<Integer, Map<Ipv4, Route>> routes = new HashMap<>();

    /** Adds the network that an interface is attached to. */
    void addConnected(Ipv4 address, int prefixLength, int interfaceIndex) {
        add(address, prefixLength, interfaceIndex, Ipv4.ZERO, PROTO_IP_LOCAL);
    }

    /** Adds a route that the configuration has, unless there is one of that prefix. */
    void addStatic(Ipv4Prefix prefix, int interfaceIndex, Ipv4 via) {
        add(prefix.network(), prefix.length(), interfaceIndex, via, PROTO_IP_NETMGMT);
    }

    /** Adds a route to one host, unless there is one. */
    void addStatic(Ipv4 host, int interfaceIndex) {
        add(host, ADDRESS_BITS, interfaceIndex, Ipv4.ZERO, PROTO_IP_NETMGMT);
    }

    private void add(Ipv4 address, int prefixLength, int interfaceIndex, Ipv4 upstream, int protocol) {
        Ipv4 mask = Ipv4.mask(prefixLength);
        Ipv4 network = new Ipv4(address.bits() & mask.bits());
        routes.computeIfAbsent(prefixLength, _ -> new HashMap<>())
                .putIfAbsent(network, new Route(InterfaceId.of(interfaceIndex), upstream, protocol, network, mask));
    }

    /** Has the routes of another table from now on. */
    void become(MulticastRoutes other) {
        routes = other.routes;
    }

    @Override
    public Optional<Route> lookup(Ipv4 source) {
        for (int length = ADDRESS_BITS; length >= 0; length--) {
            Map<Ipv4, Route> ofLength = routes.get(length);
            if (ofLength != null) {
                Route route =
                        ofLength.get(new Ipv4(source.bits() & Ipv4.mask(length).bits()));
                if (route != null) {
                    return Optional.of(route);
                }
            }
        }
        return Optional.empty();
    }
}
