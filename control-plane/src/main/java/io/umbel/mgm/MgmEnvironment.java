package io.umbel.mgm;

/**
 * All that a manager knows of the world outside.
 *
 * @param rib routes for reverse-path lookups
 * @param forwarder the packet path
 * @param clock time
 * @param supervisor runs the callbacks
 * @param observer told of memberships
 */
public record MgmEnvironment(
        MulticastRib rib,
        Forwarder forwarder,
        MgmClock clock,
        CallbackSupervisor supervisor,
        MembershipObserver observer) {

    /** Where nobody is told of memberships. */
    public MgmEnvironment(MulticastRib rib, Forwarder forwarder, MgmClock clock, CallbackSupervisor supervisor) {
        this(rib, forwarder, clock, supervisor, MembershipObserver.NOBODY);
    }
}
