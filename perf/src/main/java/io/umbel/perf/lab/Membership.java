package io.umbel.perf.lab;

import io.umbel.dataplane.contract.Ipv4Address;

/**
 * What a host joins: a group, or one source of it (RFC 4607).
 *
 * @param group first octet most significant
 * @param source likewise; 0 for any
 */
record Membership(int group, int source) {
    static Membership ofGroup(int group) {
        return new Membership(group, 0);
    }

    boolean isSourceSpecific() {
        return source != 0;
    }

    @Override
    public String toString() {
        return (isSourceSpecific() ? Ipv4Address.format(source) + "," : "") + Ipv4Address.format(group);
    }
}
