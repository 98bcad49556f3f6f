package io.umbel.controlplane;

import io.umbel.igmp.Ipv4Prefix;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MulticastRoutesTest {
    private final MulticastRoutes routes = new MulticastRoutes();

    @Test
    void longestPrefixWins() {
        routes.addConnected(Ipv4.parse("10.0.0.1"), 8, 1);
        routes.addConnected(Ipv4.parse("10.0.1.1"), 24, 2);
        routes.addStatic(Ipv4.parse("10.0.1.7"), 3);
        assertEquals(3, towards("10.0.1.7"));
        assertEquals(2, towards("10.0.1.8"));
        assertEquals(1, towards("10.9.9.9"));
    }

    @Test
    void configuredRouteLeadsToTheRouterThatItNames() {
        routes.addConnected(Ipv4.parse("10.0.1.1"), 24, 2);
        routes.addStatic(Ipv4Prefix.parse("0.0.0.0/0"), 2, Ipv4.parse("10.0.1.254"));
        routes.addStatic(Ipv4Prefix.parse("10.9.0.0/16"), 3, Ipv4.ZERO);
        assertEquals(3, towards("10.9.9.9"));
        assertEquals(
                Ipv4.parse("10.0.1.254"),
                routes.lookup(Ipv4.parse("192.0.2.1")).orElseThrow().upstreamNeighbor());
    }

    @Test
    void routeNamesItsNetworkAndMask() {
        routes.addConnected(Ipv4.parse("10.0.1.1"), 24, 2);
        var route = routes.lookup(Ipv4.parse("10.0.1.9")).orElseThrow();
        assertEquals(Ipv4.parse("10.0.1.0"), route.network());
        assertEquals(Ipv4.parse("255.255.255.0"), route.mask());
        assertEquals(Ipv4.ZERO, route.upstreamNeighbor());
    }

    @Test
    void sourceBeyondAllRoutesHasNone() {
        routes.addConnected(Ipv4.parse("10.0.1.1"), 24, 2);
        assertTrue(routes.lookup(Ipv4.parse("192.0.2.1")).isEmpty());
    }

    private int towards(String source) {
        InterfaceId towards = routes.lookup(Ipv4.parse(source)).orElseThrow().towards();
        return towards.index();
    }
}
