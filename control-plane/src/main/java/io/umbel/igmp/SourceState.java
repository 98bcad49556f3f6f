package io.umbel.igmp;

import io.umbel.mgm.Ipv4;

/**
 * A source record of a group (§6.2.3), which is its own source timer: running, the source is requested; not running, which only
 * happens in EXCLUDE mode, it is excluded.
 */
final class SourceState extends Timer {

    final Ipv4 address;
    /** How many group-and-source-specific queries are still to be sent. */
    int queriesLeft;

    private final GroupState group;

    SourceState(GroupState group, Ipv4 address) {
        this.group = group;
        this.address = address;
    }

    @Override
    void expired(long nowMs) {
        group.sourceExpired(this);
    }
}
