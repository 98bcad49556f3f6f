package io.umbel.mgm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A multicast view of the routing table that a test writes: longest prefix wins. */
final class RouteTable implements MulticastRib {

    private final List<Route> routes = new ArrayList<>();

    /** Adds a route, in place of an earlier one to the same network. */
    void route(String prefix, int towards, String upstream) {
        String[] parts = prefix.split("/", 2);
        Ipv4 network = Ipv4.parse(parts[0]);
        Ipv4 mask = Ipv4.mask(Integer.parseInt(parts[1]));
        routes.removeIf(route -> route.network().equals(network) && route.mask().equals(mask));
        routes.add(new Route(InterfaceId.of(towards), Ipv4.parse(upstream), 3, network, mask));
    }

    @Override
    public Optional<Route> lookup(Ipv4 source) {
        return routes.stream()
                .filter(route ->
                        (source.bits() & route.mask().bits()) == route.network().bits())
                .max(Comparator.comparing(Route::mask));
    }
}
