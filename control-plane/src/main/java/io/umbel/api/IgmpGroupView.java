package io.umbel.api;

import io.umbel.igmp.GroupView;
import io.umbel.igmp.SourceFilter;
import io.umbel.mgm.Ipv4;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A group that hosts of an interface have joined ({@code group} of RFC 8652). Times in seconds.
 *
 * @param expire until the group timer ends; 0 in INCLUDE mode, which has none
 * @param compatibilityMode the oldest version among its members
 * @param lastReporter who reported last; missing if nobody with an address has
 * @param host who wants what, if hosts are tracked
 * @param forwarded what is forwarded, static groups included
 */
record IgmpGroupView(
        String groupAddress,
        String filterMode,
        int compatibilityMode,
        double upTime,
        double expire,
        Optional<String> lastReporter,
        List<Source> source,
        List<Host> host,
        Forwarded forwarded) {
    private static final double MS_PER_SECOND = 1000;

    record Source(String sourceAddress, double expire) {}

    record Host(String hostAddress, String filterMode, List<String> source) {}

    /** Include: only {@code requested}; exclude: all but {@code excluded}. */
    record Forwarded(String filterMode, List<String> requested, List<String> excluded) {}

    static IgmpGroupView of(GroupView group) {
        SourceFilter forwarded = group.forwarded();
        return new IgmpGroupView(
                group.groupAddress().toString(),
                Json.name(group.filterMode()),
                group.compatibilityMode().number(),
                group.upTimeMs() / MS_PER_SECOND,
                group.expireMs() / MS_PER_SECOND,
                group.lastReporter().isZero()
                        ? Optional.empty()
                        : Optional.of(group.lastReporter().toString()),
                group.sources().stream()
                        .map(each -> new Source(each.sourceAddress().toString(), each.expireMs() / MS_PER_SECOND))
                        .toList(),
                group.hosts().stream()
                        .map(each -> new Host(
                                each.hostAddress().toString(), Json.name(each.filterMode()), texts(each.sources())))
                        .toList(),
                new Forwarded(Json.name(forwarded.mode()), texts(forwarded.requested()), texts(forwarded.excluded())));
    }

    private static List<String> texts(Collection<Ipv4> addresses) {
        return addresses.stream().map(Ipv4::toString).toList();
    }
}
