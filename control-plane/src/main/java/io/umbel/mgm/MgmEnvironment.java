package io.umbel.mgm;

/**
 * All that a manager knows of the world outside.
 *
 * @param rib routes for reverse-path lookups
 * @param forwarder the packet path
 * @param clock time
 * @param supervisor runs the callbacks
 */
public record MgmEnvironment(MulticastRib rib, Forwarder forwarder, MgmClock clock, CallbackSupervisor supervisor) {}
