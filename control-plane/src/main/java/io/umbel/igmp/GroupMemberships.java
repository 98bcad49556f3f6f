package io.umbel.igmp;

import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.MgmException;
import io.umbel.mgm.MgmStatus;
import io.umbel.mgm.MulticastGroupManager;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What one group of one interface has in the group manager: (*, g) in EXCLUDE mode; (s, g) for every requested source in either
 * mode; and the excluded sources kept off the outgoing lists of MFEs that exist.
 */
final class GroupMemberships {

    private static final int PAGE_OCTETS = 1 << 16;

    private final Ipv4 group;
    private SourceFilter wanted = SourceFilter.NOTHING;
    private boolean anySource;
    private NavigableSet<Ipv4> joined = Collections.emptyNavigableSet();
    private NavigableSet<Ipv4> excluded = Collections.emptyNavigableSet();
    /** Whether forward state was added, which outlasts (*, g) in the MFEs it was added to. */
    private boolean forwardStateAdded;

    GroupMemberships(Ipv4 group) {
        this.group = group;
    }

    void wanted(SourceFilter filter) {
        wanted = filter;
    }

    /** The manager has none of it any more. */
    void forgotten() {
        anySource = false;
        joined = Collections.emptyNavigableSet();
        excluded = Collections.emptyNavigableSet();
        forwardStateAdded = false;
    }

    /**
     * Makes the calls that lead from what the manager has to what is wanted: additions first, so that what stays wanted never
     * stops.
     *
     * @param trims whether outgoing lists are ours to trim
     * @return how many additions the manager refused because its table is full
     */
    int bringIntoLine(MulticastGroupManager manager, ProtocolHandle handle, InterfaceId on, boolean trims) {
        Calls calls = new Calls(manager, handle, on, trims);
        boolean exclude = wanted.mode() == FilterMode.EXCLUDE;
        boolean turned = exclude && !anySource;
        if (turned) {
            anySource = calls.join(SourceGroup.anySource(group));
        }
        NavigableSet<Ipv4> nowJoined = new TreeSet<>();
        for (Ipv4 source : wanted.requested()) {
            if (joined.contains(source) || calls.join(SourceGroup.of(source, group))) {
                nowJoined.add(source);
            }
        }
        for (Ipv4 source : joined) {
            if (!nowJoined.contains(source)) {
                calls.leave(SourceGroup.of(source, group), wanted.forwards(source));
            }
        }
        if (exclude) {
            for (Ipv4 source : wanted.excluded()) {
                // A source that was joined has just been trimmed by the deletion.
                if (turned || !(excluded.contains(source) || joined.contains(source))) {
                    calls.trim(source);
                }
            }
            for (Ipv4 source : excluded) {
                // A new join takes the source's trim away; without one forward state must.
                if (wanted.forwards(source) && !nowJoined.contains(source)) {
                    calls.untrim(source);
                }
            }
        } else if (anySource) {
            calls.leaveAnySource(nowJoined);
            anySource = false;
        }
        joined = nowJoined.isEmpty() ? Collections.emptyNavigableSet() : nowJoined;
        excluded = wanted.excluded();
        return calls.refused;
    }

    /** The calls to the manager, for one interface. */
    private final class Calls {

        private final MulticastGroupManager manager;
        private final ProtocolHandle handle;
        private final InterfaceId on;
        private final boolean trims;
        int refused;

        Calls(MulticastGroupManager manager, ProtocolHandle handle, InterfaceId on, boolean trims) {
            this.manager = manager;
            this.handle = handle;
            this.on = on;
            this.trims = trims;
        }

        boolean join(SourceGroup entry) {
            try {
                manager.addGroupMembership(handle, entry, on, StateFlags.JOIN);
                return true;
            } catch (MgmException full) {
                if (full.status() != MgmStatus.NOT_ENOUGH_MEMORY) {
                    throw full;
                }
                refused++;
                return false;
            }
        }

        /** @param stays whether (*, g) goes on to forward it */
        void leave(SourceGroup entry, boolean stays) {
            // Forward state may have been added for it, and would outlast the join.
            StateFlags flags = trims && !stays ? StateFlags.JOIN_AND_FORWARD : StateFlags.JOIN;
            manager.deleteGroupMembership(handle, entry, on, flags);
        }

        void trim(Ipv4 source) {
            if (trims) {
                manager.deleteGroupMembership(handle, SourceGroup.of(source, group), on, StateFlags.FORWARD);
            }
        }

        void untrim(Ipv4 source) {
            if (trims) {
                manager.addGroupMembership(handle, SourceGroup.of(source, group), on, StateFlags.FORWARD);
                forwardStateAdded = true;
            }
        }

        void leaveAnySource(NavigableSet<Ipv4> staying) {
            manager.deleteGroupMembership(handle, SourceGroup.anySource(group), on, StateFlags.JOIN);
            if (forwardStateAdded) {
                // Those that stay keep theirs, and it outlasts the next (*, g) again.
                forwardStateAdded = !staying.isEmpty();
                sourcesWithMfe().stream()
                        .filter(source -> !staying.contains(source))
                        .forEach(this::trim);
            }
        }

        /** Read whole before anything is changed. */
        private List<Ipv4> sourcesWithMfe() {
            List<Ipv4> sources = new ArrayList<>();
            MfeKey after = new MfeKey(group, Ipv4.ZERO);
            while (true) {
                var page = manager.nextMfes(after, PAGE_OCTETS).entries();
                for (var mfe : page) {
                    after = mfe.key();
                    if (!after.group().equals(group)) {
                        return sources;
                    }
                    sources.add(after.source());
                }
                if (page.isEmpty()) {
                    return sources;
                }
            }
        }
    }
}
