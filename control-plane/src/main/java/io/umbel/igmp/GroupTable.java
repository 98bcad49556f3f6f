package io.umbel.igmp;

import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.SourceGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The groups of one interface: which reports count, and what comes of them. */
final class GroupTable {

    private final InterfaceId on;
    private final LinkState link;
    private final MembershipListener listener;
    private final Map<Ipv4, GroupState> groups = new LinkedHashMap<>();
    /** The same as in {@link #groups}; touched only when a group comes or goes. */
    private final NavigableMap<Ipv4, GroupState> inOrder = new TreeMap<>();

    private final Map<Ipv4, SourceFilter> staticGroups = new TreeMap<>();
    private final List<GroupState> touched = new ArrayList<>();

    GroupTable(InterfaceId on, LinkState link, MembershipListener listener) {
        this.on = on;
        this.link = link;
        this.listener = listener;
        readStaticGroups();
    }

    private void readStaticGroups() {
        staticGroups.clear();
        for (SourceGroup joined : link.config().staticGroups()) {
            SourceFilter filter = joined.namesSource()
                    ? SourceFilter.include(new TreeSet<>(List.of(joined.source())))
                    : SourceFilter.EVERYTHING;
            staticGroups.merge(joined.group(), filter, SourceFilter::plus);
        }
    }

    /** The settings are others: static groups come and go, and groups that are denied now are forgotten. */
    void reconfigure() {
        Map<Ipv4, SourceFilter> before = new TreeMap<>(staticGroups);
        readStaticGroups();
        for (GroupState state : List.copyOf(groups.values())) {
            if (!link.config().groupPolicy().allows(state.group)) {
                state.discard();
                touched.remove(state);
                groups.remove(state.group);
                inOrder.remove(state.group);
                listener.filterChanged(on, state.group, staticFilter(state.group));
                before.remove(state.group);
            }
        }
        Set<Ipv4> either = new TreeSet<>(before.keySet());
        either.addAll(staticGroups.keySet());
        for (Ipv4 group : either) {
            SourceFilter former = before.getOrDefault(group, SourceFilter.NOTHING);
            GroupState state = groups.get(group);
            if (former.equals(staticFilter(group))) {
                continue;
            }
            if (state == null) {
                listener.filterChanged(on, group, staticFilter(group));
            } else {
                link.touch(state);
            }
        }
    }

    /** Tells of the static groups. */
    void start() {
        staticGroups.forEach((group, wanted) -> listener.filterChanged(on, group, wanted));
    }

    void onReport(IgmpMessage.ReportV3 report, Ipv4 host, long nowMs) {
        for (GroupRecord record : report.records()) {
            if (mayBeJoined(record.group())) {
                onRecord(record, host, nowMs);
            }
        }
    }

    private void onRecord(GroupRecord record, Ipv4 host, long nowMs) {
        Ipv4 group = record.group();
        RecordType type = record.type();
        boolean sourceSpecific = link.config().ssm().isSourceSpecific(group);
        if (sourceSpecific && excludes(type)) {
            link.counters().rejected(Rejection.SSM_ANY_SOURCE);
            return;
        }
        NavigableSet<Ipv4> listed = unicastSources(record.sources());
        GroupState known = groups.get(group);
        switch (known == null ? IgmpVersion.V3 : known.olderHosts.mode(nowMs)) {
            case V3 -> {}
            case V2 -> {
                if (type == RecordType.BLOCK_OLD_SOURCES) {
                    link.counters().rejected(Rejection.OLDER_HOST_PRESENT);
                    return;
                }
                listed = excludes(type) && type != RecordType.MODE_IS_EXCLUDE ? new TreeSet<>() : listed;
            }
            case V1 -> {
                if (type == RecordType.BLOCK_OLD_SOURCES
                        || (type == RecordType.CHANGE_TO_INCLUDE_MODE && !sourceSpecific)) {
                    link.counters().rejected(Rejection.OLDER_HOST_PRESENT);
                    return;
                }
                // With SSM mapping the group is in INCLUDE mode: what the host newly wants must count.
                type = type == RecordType.CHANGE_TO_INCLUDE_MODE ? RecordType.ALLOW_NEW_SOURCES : type;
                listed = type == RecordType.CHANGE_TO_EXCLUDE_MODE ? new TreeSet<>() : listed;
            }
        }
        boolean wantsSomething = excludes(type) || (type != RecordType.BLOCK_OLD_SOURCES && !listed.isEmpty());
        GroupState state = wantsSomething ? findOrAdd(group, nowMs) : known;
        if (state == null) {
            return;
        }
        track(state, host, type, listed, nowMs);
        state.apply(type, listed, nowMs);
    }

    private void track(GroupState state, Ipv4 host, RecordType type, NavigableSet<Ipv4> listed, long nowMs) {
        if (!host.isZero()) {
            state.lastReporter = host;
        }
        if (link.config().explicitTracking()) {
            if (host.isZero()) {
                state.hosts.incompleteUntil(membershipExpiryMs(nowMs));
            } else {
                state.hosts.reported(host, type, listed, nowMs, membershipExpiryMs(nowMs));
            }
        }
    }

    /** A report of version 1 or 2: any-source membership, or what the SSM mapping makes of it. */
    void onReport(IgmpVersion version, Ipv4 group, Ipv4 host, long nowMs) {
        if (!mayBeJoined(group)) {
            return;
        }
        NavigableSet<Ipv4> mapped = link.config().ssm().mappedSources(group);
        boolean sourceSpecific = link.config().ssm().isSourceSpecific(group);
        if (sourceSpecific && mapped.isEmpty()) {
            link.counters().rejected(Rejection.SSM_ANY_SOURCE);
            return;
        }
        GroupState state = findOrAdd(group, nowMs);
        if (state == null) {
            return;
        }
        state.lastReporter = host;
        state.hosts.incompleteUntil(membershipExpiryMs(nowMs));
        if (!sourceSpecific || version == IgmpVersion.V1) {
            // A version 2 host answers queries for mapped sources; only version 1 stands in the way of source lists
            // there.
            state.olderHosts.heard(version, nowMs + link.effectiveTimers().olderHostPresentIntervalMs());
        }
        state.apply(sourceSpecific ? RecordType.MODE_IS_INCLUDE : RecordType.MODE_IS_EXCLUDE, mapped, nowMs);
    }

    void onLeave(Ipv4 group, long nowMs) {
        GroupState state = mayBeJoined(group) ? groups.get(group) : null;
        if (state == null) {
            return;
        }
        if (state.olderHosts.mode(nowMs) == IgmpVersion.V1) {
            link.counters().rejected(Rejection.OLDER_HOST_PRESENT);
        } else if (link.config().ssm().isSourceSpecific(group)) {
            state.apply(RecordType.BLOCK_OLD_SOURCES, link.config().ssm().mappedSources(group), nowMs);
        } else {
            state.apply(RecordType.CHANGE_TO_INCLUDE_MODE, Collections.emptyNavigableSet(), nowMs);
        }
    }

    /** Another router's query lets timers run out sooner (§6.6.1). */
    void onQuery(IgmpMessage.Query query, long nowMs) {
        GroupState state = groups.get(query.group());
        // Version 1 hosts do not answer such queries, and version 2 queries cannot say that a report has come
        // meanwhile.
        if (state != null && state.olderHosts.mode(nowMs) != IgmpVersion.V1 && !query.suppressRouterProcessing()) {
            IgmpTimers timers = link.effectiveTimers();
            long answeredMs =
                    Math.max(timers.lastMemberQueryTimeMs(), timers.lastMemberQueryCount() * query.maxResponseTimeMs());
            state.lowerTimers(query.sources(), nowMs + answeredMs);
        }
    }

    private boolean mayBeJoined(Ipv4 group) {
        Rejection reason = !group.isGroup()
                ? Rejection.NOT_A_GROUP
                : Addresses.isLinkLocalGroup(group)
                        ? Rejection.LINK_LOCAL_GROUP
                        : link.config().groupPolicy().allows(group) ? null : Rejection.GROUP_DENIED;
        if (reason != null) {
            link.counters().rejected(reason);
        }
        return reason == null;
    }

    private static boolean excludes(RecordType type) {
        return type == RecordType.MODE_IS_EXCLUDE || type == RecordType.CHANGE_TO_EXCLUDE_MODE;
    }

    private NavigableSet<Ipv4> unicastSources(List<Ipv4> listed) {
        NavigableSet<Ipv4> unicast = new TreeSet<>();
        for (Ipv4 source : listed) {
            if (Addresses.isUnicast(source)) {
                unicast.add(source);
            } else {
                link.counters().rejected(Rejection.NOT_A_SOURCE);
            }
        }
        return unicast;
    }

    private @Nullable GroupState findOrAdd(Ipv4 group, long nowMs) {
        GroupState state = groups.get(group);
        if (state == null) {
            if (groups.size() >= link.config().maxGroups()) {
                link.counters().rejected(Rejection.GROUP_LIMIT);
                return null;
            }
            state = new GroupState(link, group, staticFilter(group), nowMs);
            groups.put(group, state);
            inOrder.put(group, state);
            link.touch(state);
        }
        return state;
    }

    private long membershipExpiryMs(long nowMs) {
        return nowMs + link.effectiveTimers().groupMembershipIntervalMs();
    }

    private SourceFilter staticFilter(Ipv4 group) {
        return staticGroups.getOrDefault(group, SourceFilter.NOTHING);
    }

    void touch(GroupState group) {
        if (!group.touched) {
            group.touched = true;
            touched.add(group);
        }
    }

    /** Tells of what has changed, and removes groups that say nothing any more. */
    void settle() {
        for (GroupState group : touched) {
            group.touched = false;
            if (group.isEmpty()) {
                group.discard();
                groups.remove(group.group);
                inOrder.remove(group.group);
            }
            SourceFilter wanted = group.filter().plus(staticFilter(group.group));
            if (!wanted.equals(group.told)) {
                group.told = wanted;
                listener.filterChanged(on, group.group, wanted);
            }
        }
        touched.clear();
    }

    SourceFilter filter(Ipv4 group) {
        GroupState state = groups.get(group);
        return state == null ? staticFilter(group) : state.told;
    }

    int size() {
        return groups.size();
    }

    List<GroupView> views(long nowMs) {
        List<GroupView> views = new ArrayList<>(groups.size());
        for (GroupState state : groups.values()) {
            views.add(view(state, nowMs));
        }
        return views;
    }

    List<GroupView> views(@Nullable Ipv4 after, int limit, long nowMs) {
        NavigableMap<Ipv4, GroupState> rest = after == null ? inOrder : inOrder.tailMap(after, false);
        List<GroupView> views = new ArrayList<>();
        for (GroupState state : rest.values()) {
            if (views.size() == limit) {
                break;
            }
            views.add(view(state, nowMs));
        }
        return views;
    }

    @Nullable
    GroupView view(Ipv4 group, long nowMs) {
        GroupState state = groups.get(group);
        return state == null ? null : view(state, nowMs);
    }

    private static GroupView view(GroupState state, long nowMs) {
        return new GroupView(
                state.group,
                state.mode(),
                state.olderHosts.mode(nowMs),
                nowMs - state.sinceMs,
                state.groupTimer().remainingMs(nowMs),
                state.lastReporter,
                state.sources().stream()
                        .map(source -> new GroupView.Source(source.address, source.remainingMs(nowMs)))
                        .toList(),
                state.hosts.views(),
                state.told);
    }

    void discard() {
        groups.values().forEach(GroupState::discard);
        groups.clear();
        inOrder.clear();
        touched.clear();
    }
}
