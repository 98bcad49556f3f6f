package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A host as the RFCs describe it (RFC 1112 Appendix I, RFC 2236 §3, RFC 3376 §5), in the version the router lets it speak. */
final class SimulatedHost {

    /** What it wants of a group: its own filter mode and source list (§3.2). */
    record Want(FilterMode mode, NavigableSet<Ipv4> sources) {

        static final Want NOTHING = new Want(FilterMode.INCLUDE, new TreeSet<>());

        boolean wants(Ipv4 source) {
            return (mode == FilterMode.INCLUDE) == sources.contains(source);
        }

        boolean isNothing() {
            return mode == FilterMode.INCLUDE && sources.isEmpty();
        }
    }

    final Ipv4 address;
    private final SimulatedLink link;
    private final IgmpVersion version;
    private final Map<Ipv4, Want> wants = new TreeMap<>();
    /** Versions 1 and 2: how many reports for a group were heard or sent, so that a pending one knows it is suppressed. */
    private final Map<Ipv4, Integer> reportsSeen = new TreeMap<>();

    SimulatedHost(SimulatedLink link, Ipv4 address, IgmpVersion version) {
        this.link = link;
        this.address = address;
        // A host follows an older querier (§7.2.1).
        this.version = version.compareTo(link.config.version()) < 0 ? version : link.config.version();
    }

    IgmpVersion version() {
        return version;
    }

    Want want(Ipv4 group) {
        return wants.getOrDefault(group, Want.NOTHING);
    }

    /** Whether it is to get that source's data, as far as its version can say so. */
    boolean wants(Ipv4 source, Ipv4 group) {
        Want want = want(group);
        if (version == IgmpVersion.V3 || want.isNothing()) {
            return want.wants(source);
        }
        SsmPolicy ssm = link.config.ssm();
        return !ssm.isSourceSpecific(group) || ssm.mappedSources(group).contains(source);
    }

    /** An application changes its mind. */
    void want(Ipv4 group, Want changed) {
        Want before = want(group);
        wants.put(group, changed);
        if (version == IgmpVersion.V3) {
            List<GroupRecord> records = stateChange(group, before, changed);
            if (!records.isEmpty()) {
                link.send(address, new IgmpMessage.ReportV3(records));
            }
        } else if (before.isNothing() && !changed.isNothing()) {
            report(group);
        } else if (!before.isNothing() && changed.isNothing() && version == IgmpVersion.V2) {
            link.send(address, new IgmpMessage.Leave(group));
        }
    }

    /** §5.1. */
    private static List<GroupRecord> stateChange(Ipv4 group, Want before, Want after) {
        List<GroupRecord> records = new ArrayList<>();
        if (before.mode() != after.mode()) {
            RecordType type = after.mode() == FilterMode.INCLUDE
                    ? RecordType.CHANGE_TO_INCLUDE_MODE
                    : RecordType.CHANGE_TO_EXCLUDE_MODE;
            records.add(new GroupRecord(type, group, List.copyOf(after.sources())));
            return records;
        }
        boolean include = after.mode() == FilterMode.INCLUDE;
        NavigableSet<Ipv4> added = minus(after.sources(), before.sources());
        NavigableSet<Ipv4> removed = minus(before.sources(), after.sources());
        addUnlessEmpty(records, RecordType.ALLOW_NEW_SOURCES, group, include ? added : removed);
        addUnlessEmpty(records, RecordType.BLOCK_OLD_SOURCES, group, include ? removed : added);
        return records;
    }

    private static void addUnlessEmpty(List<GroupRecord> to, RecordType type, Ipv4 group, NavigableSet<Ipv4> sources) {
        if (!sources.isEmpty()) {
            to.add(new GroupRecord(type, group, List.copyOf(sources)));
        }
    }

    private static NavigableSet<Ipv4> minus(NavigableSet<Ipv4> from, NavigableSet<Ipv4> what) {
        NavigableSet<Ipv4> left = new TreeSet<>(from);
        left.removeAll(what);
        return left;
    }

    void hear(IgmpMessage message) {
        switch (message) {
            case IgmpMessage.Query query -> answerLater(query);
            case IgmpMessage.ReportV1(var group) -> reportsSeen.merge(group, 1, Integer::sum);
            // Version 1 does not know version 2's reports.
            case IgmpMessage.ReportV2(var group) ->
                reportsSeen.merge(group, version == IgmpVersion.V2 ? 1 : 0, Integer::sum);
            case IgmpMessage.Leave leave -> {}
            case IgmpMessage.ReportV3 report -> {}
        }
    }

    private void answerLater(IgmpMessage.Query query) {
        if (version == IgmpVersion.V1 && !query.isGeneral()) {
            return;
        }
        for (Ipv4 group : query.isGeneral() ? List.copyOf(wants.keySet()) : List.of(query.group())) {
            if (!want(group).isNothing()) {
                int seen = reportsSeen.getOrDefault(group, 0);
                long delayMs = link.random.nextLong(query.maxResponseTimeMs() + 1);
                link.later(delayMs, () -> answer(group, query, seen));
            }
        }
    }

    private void answer(Ipv4 group, IgmpMessage.Query query, int seen) {
        Want want = want(group);
        if (version != IgmpVersion.V3) {
            if (!want.isNothing() && reportsSeen.getOrDefault(group, 0) == seen) {
                report(group);
            }
            return;
        }
        NavigableSet<Ipv4> asked = new TreeSet<>(query.sources());
        if (asked.isEmpty()) {
            if (!want.isNothing()) {
                RecordType type =
                        want.mode() == FilterMode.INCLUDE ? RecordType.MODE_IS_INCLUDE : RecordType.MODE_IS_EXCLUDE;
                sendRecord(type, group, want.sources());
            }
            return;
        }
        asked.removeIf(source -> !want.wants(source));
        if (!asked.isEmpty()) {
            sendRecord(RecordType.MODE_IS_INCLUDE, group, asked);
        }
    }

    private void sendRecord(RecordType type, Ipv4 group, NavigableSet<Ipv4> sources) {
        link.send(address, new IgmpMessage.ReportV3(List.of(new GroupRecord(type, group, List.copyOf(sources)))));
    }

    private void report(Ipv4 group) {
        reportsSeen.merge(group, 1, Integer::sum);
        link.send(
                address, version == IgmpVersion.V1 ? new IgmpMessage.ReportV1(group) : new IgmpMessage.ReportV2(group));
    }
}
