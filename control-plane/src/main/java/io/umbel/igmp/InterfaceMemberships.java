package io.umbel.igmp;

import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MulticastGroupManager;
import io.umbel.mgm.ProtocolHandle;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The memberships of one interface, kept in step with what its hosts want. While the interface changes hands it only takes note;
 * afterwards it adds all memberships again.
 */
final class InterfaceMemberships {

    private enum Phase {
        /** Changes go to the manager as they come. */
        LIVE,
        /** Between Disable and Enable: the manager takes no changes. */
        PAUSED,
        /** After Enable: the manager has forgotten everything and takes changes as soon as the callback has returned. */
        RESUMING
    }

    private final MulticastGroupManager manager;
    private final ProtocolHandle handle;
    private final InterfaceId on;
    private final Map<Ipv4, GroupMemberships> groups = new LinkedHashMap<>();
    private Phase phase = Phase.LIVE;
    private boolean alone;
    private long refused;
    /** Groups that have less than their hosts want, because the manager's table was full; the longest waiting first. */
    private final Set<GroupMemberships> wanting = new LinkedHashSet<>();

    InterfaceMemberships(MulticastGroupManager manager, ProtocolHandle handle, InterfaceId on) {
        this.manager = manager;
        this.handle = handle;
        this.on = on;
        alone = isAlone();
    }

    /** Whether no routing protocol owns the interface. Only then are outgoing lists IGMP's to trim. */
    private boolean isAlone() {
        return manager.protocolOnInterface(on).equals(handle.id());
    }

    void change(Ipv4 group, SourceFilter wanted) {
        GroupMemberships memberships = groups.computeIfAbsent(group, GroupMemberships::new);
        memberships.wanted(wanted);
        if (phase == Phase.LIVE) {
            bringIntoLine(memberships);
        }
        if (wanted.isNothing()) {
            groups.remove(group);
            wanting.remove(memberships);
        }
    }

    /** False if the manager has no room for all of it. */
    private boolean bringIntoLine(GroupMemberships memberships) {
        int missing = memberships.bringIntoLine(manager, handle, on, alone);
        refused += missing;
        if (missing > 0) {
            wanting.add(memberships);
        }
        return missing == 0;
    }

    void pause() {
        phase = Phase.PAUSED;
    }

    void resumeLater() {
        phase = Phase.RESUMING;
    }

    /** Whether {@link #settle} has memberships to add again. */
    boolean isDue() {
        return phase == Phase.RESUMING;
    }

    /** Adds again what a change of owner has removed, and tries again what was refused. */
    void settle() {
        if (phase == Phase.RESUMING) {
            phase = Phase.LIVE;
            alone = isAlone();
            groups.values().forEach(GroupMemberships::forgotten);
            groups.values().forEach(this::bringIntoLine);
        } else if (phase == Phase.LIVE) {
            Iterator<GroupMemberships> longestWaiting = wanting.iterator();
            while (longestWaiting.hasNext() && bringIntoLine(longestWaiting.next())) {
                longestWaiting.remove();
            }
        }
    }

    long refused() {
        return refused;
    }
}
