package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which host wants what of a group ({@code explicit-tracking} of RFC 8652). Errs towards wanting: an answer to a
 * group-and-source-specific query names only some of what a host wants, so it never takes anything away from what is known.
 *
 * <p>Hosts of versions 1 and 2 keep silent when they hear another's report, and hosts without an address look all the same.
 * Where one has been heard, or the room is used up, the tracking is incomplete until what it may have missed has expired.
 */
final class HostTracking {

    /** Least recently heard first. */
    private final Map<Ipv4, TrackedHost> hosts = new LinkedHashMap<>();

    private final int maxEntries;
    private int entries;
    private long completeFromMs;

    HostTracking(int maxEntries, long completeFromMs) {
        this.maxEntries = maxEntries;
        this.completeFromMs = completeFromMs;
    }

    private static final class TrackedHost {
        FilterMode mode = FilterMode.INCLUDE;
        final NavigableSet<Ipv4> sources = new TreeSet<>();
        long expiresMs;

        int entries() {
            return 1 + sources.size();
        }

        void apply(RecordType type, NavigableSet<Ipv4> listed) {
            switch (type) {
                case MODE_IS_INCLUDE, ALLOW_NEW_SOURCES -> want(listed);
                case BLOCK_OLD_SOURCES -> refuse(listed);
                case CHANGE_TO_INCLUDE_MODE -> become(FilterMode.INCLUDE, listed);
                case MODE_IS_EXCLUDE, CHANGE_TO_EXCLUDE_MODE -> become(FilterMode.EXCLUDE, listed);
            }
        }

        private void want(NavigableSet<Ipv4> listed) {
            if (mode == FilterMode.INCLUDE) {
                sources.addAll(listed);
            } else {
                sources.removeAll(listed);
            }
        }

        private void refuse(NavigableSet<Ipv4> listed) {
            if (mode == FilterMode.INCLUDE) {
                sources.removeAll(listed);
            } else {
                sources.addAll(listed);
            }
        }

        private void become(FilterMode other, NavigableSet<Ipv4> listed) {
            mode = other;
            sources.clear();
            sources.addAll(listed);
        }

        boolean wants(Ipv4 source) {
            return (mode == FilterMode.INCLUDE) == sources.contains(source);
        }
    }

    /** A host has reported; forgets those that have not for too long. */
    void reported(Ipv4 host, RecordType type, NavigableSet<Ipv4> listed, long nowMs, long expiresMs) {
        forgetExpired(nowMs);
        TrackedHost known = remove(host);
        TrackedHost reporting = known == null ? new TrackedHost() : known;
        reporting.apply(type, listed);
        reporting.expiresMs = expiresMs;
        if (reporting.mode == FilterMode.INCLUDE && reporting.sources.isEmpty()) {
            return;
        }
        if (entries + reporting.entries() > maxEntries) {
            incompleteUntil(expiresMs);
            return;
        }
        hosts.put(host, reporting);
        entries += reporting.entries();
    }

    private @Nullable TrackedHost remove(Ipv4 host) {
        TrackedHost removed = hosts.remove(host);
        if (removed != null) {
            entries -= removed.entries();
        }
        return removed;
    }

    private void forgetExpired(long nowMs) {
        Iterator<TrackedHost> oldestFirst = hosts.values().iterator();
        while (oldestFirst.hasNext()) {
            TrackedHost oldest = oldestFirst.next();
            if (oldest.expiresMs > nowMs) {
                return;
            }
            entries -= oldest.entries();
            oldestFirst.remove();
        }
    }

    /** A report came that cannot be assigned to one host. */
    void incompleteUntil(long ms) {
        completeFromMs = Math.max(completeFromMs, ms);
    }

    /** Whether every host that wants anything of the group is known. */
    boolean isComplete(long nowMs) {
        return nowMs >= completeFromMs;
    }

    boolean anyWants(Ipv4 source) {
        for (TrackedHost host : hosts.values()) {
            if (host.wants(source)) {
                return true;
            }
        }
        return false;
    }

    /** Whether some host would miss something if only these sources were forwarded. */
    boolean anyWantsMoreThan(Predicate<Ipv4> forwarded) {
        for (TrackedHost host : hosts.values()) {
            if (host.mode == FilterMode.EXCLUDE || !host.sources.stream().allMatch(forwarded)) {
                return true;
            }
        }
        return false;
    }

    /** The hosts for operators to see, the least recently heard first. */
    List<GroupView.Host> views() {
        return hosts.entrySet().stream()
                .map(host ->
                        new GroupView.Host(host.getKey(), host.getValue().mode, List.copyOf(host.getValue().sources)))
                .toList();
    }
}
