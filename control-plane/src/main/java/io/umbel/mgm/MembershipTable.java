package io.umbel.mgm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All join state, found by group first, so that what concerns one group never looks at another. */
final class MembershipTable {

    private final Map<Ipv4, OfGroup> byGroup = new HashMap<>();
    /** The same as in {@link #byGroup}; touched only when a group gets its first membership or loses its last. */
    private final NavigableMap<Ipv4, OfGroup> inOrder = new TreeMap<>();

    /** The memberships of one group, or under the group zero (*, *). */
    private static final class OfGroup {
        @Nullable
        Membership anySource;

        final NavigableMap<Ipv4, Membership> bySource = new TreeMap<>();
    }

    @Nullable
    Membership find(SourceGroup entry) {
        OfGroup ofGroup = byGroup.get(entry.group());
        if (ofGroup == null) {
            return null;
        }
        return entry.namesSource() ? ofGroup.bySource.get(entry.source()) : ofGroup.anySource;
    }

    Membership findOrAdd(SourceGroup entry) {
        OfGroup ofGroup = byGroup.get(entry.group());
        if (ofGroup == null) {
            ofGroup = new OfGroup();
            byGroup.put(entry.group(), ofGroup);
            inOrder.put(entry.group(), ofGroup);
        }
        if (entry.namesSource()) {
            return ofGroup.bySource.computeIfAbsent(entry.source(), source -> new Membership(entry));
        }
        if (ofGroup.anySource == null) {
            ofGroup.anySource = new Membership(entry);
        }
        return ofGroup.anySource;
    }

    void removeIfUnused(Membership unused) {
        SourceGroup entry = unused.entry;
        OfGroup ofGroup = byGroup.get(entry.group());
        if (ofGroup == null || !unused.joined().isEmpty()) {
            return;
        }
        if (entry.namesSource()) {
            ofGroup.bySource.remove(entry.source());
        } else {
            ofGroup.anySource = null;
        }
        if (ofGroup.anySource == null && ofGroup.bySource.isEmpty()) {
            byGroup.remove(entry.group());
            inOrder.remove(entry.group());
        }
    }

    /** The interfaces that want a group's data from any source: J(*,g) and J(*,*). */
    InterfaceSet wildcardJoins(Ipv4 group) {
        return joined(SourceGroup.anySource(group)).union(joined(SourceGroup.ALL));
    }

    /** Whether any source of the group has join state of its own. */
    boolean hasSourceJoins(Ipv4 group) {
        OfGroup ofGroup = byGroup.get(group);
        return ofGroup != null && !ofGroup.bySource.isEmpty();
    }

    /** J(e), empty if there is no such membership. */
    InterfaceSet joined(SourceGroup entry) {
        Membership membership = find(entry);
        return membership == null ? InterfaceSet.EMPTY : membership.joined();
    }

    /** The first so many after an entry, or from the beginning, in their order. */
    List<Membership> after(@Nullable SourceGroup entry, int limit) {
        List<Membership> found = new ArrayList<>();
        Collection<OfGroup> groups = inOrder.values();
        if (entry != null) {
            OfGroup begun = byGroup.get(entry.group());
            if (begun != null) {
                addUpTo(limit, begun.bySource.tailMap(entry.source(), false).values(), found);
            }
            groups = inOrder.tailMap(entry.group(), false).values();
        }
        for (OfGroup ofGroup : groups) {
            if (found.size() >= limit) {
                break;
            }
            if (ofGroup.anySource != null) {
                found.add(ofGroup.anySource);
            }
            addUpTo(limit, ofGroup.bySource.values(), found);
        }
        return found;
    }

    private static void addUpTo(int limit, Collection<Membership> some, List<Membership> found) {
        for (Membership each : some) {
            if (found.size() >= limit) {
                return;
            }
            found.add(each);
        }
    }

    /** Every entry with join state, or only those that name a source. */
    List<SourceGroup> entries(GroupEnumType type) {
        List<SourceGroup> entries = new ArrayList<>();
        for (OfGroup ofGroup : byGroup.values()) {
            if (ofGroup.anySource != null && type == GroupEnumType.ALL_SOURCES) {
                entries.add(ofGroup.anySource.entry);
            }
            Collection<Membership> bySource = ofGroup.bySource.values();
            bySource.forEach(membership -> entries.add(membership.entry));
        }
        return entries;
    }
}
