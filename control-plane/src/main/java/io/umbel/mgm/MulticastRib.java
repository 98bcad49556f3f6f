package io.umbel.mgm;

import java.util.Optional;

/**
 * The multicast view of the routing table ({@code RTM_VIEW_ID_MCAST}), handed in: what reverse-path lookups are made in
 * (§1.2).
 *
 * <p>Called on the thread that drives the manager; it must not call the manager. Between two changes of the routing
 * table the same source must give the same answer.
 */
@FunctionalInterface
public interface MulticastRib {

    /** The most specific route to that source, if there is one. */
    Optional<Route> lookup(Ipv4 source);
}
