package io.umbel.api;

import io.umbel.igmp.IgmpStatistics;
import io.umbel.igmp.IgmpTimers;
import io.umbel.igmp.InterfaceView;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * IGMP on an interface ({@code interface} of RFC 8652). Times in seconds.
 *
 * @param querier who queries
 * @param isQuerier whether that is the appliance
 * @param otherQuerierExpire until the other querier counts as gone; 0 if there is none
 * @param effective the timers that hold, which are the querier's
 * @param joinedGroups how many groups hosts have joined
 */
record IgmpInterfaceView(
        String name,
        int version,
        String querier,
        boolean isQuerier,
        double otherQuerierExpire,
        Timers effective,
        int joinedGroups,
        Statistics statistics) {
    private static final double MS_PER_SECOND = 1000;

    record Timers(
            int robustnessVariable,
            double queryInterval,
            double queryMaxResponseTime,
            double startupQueryInterval,
            int startupQueryCount,
            double lastMemberQueryInterval,
            int lastMemberQueryCount,
            double groupMembershipInterval) {}

    /**
     * What was counted since the interface came up.
     *
     * @param rejected by reason
     */
    record Statistics(
            Map<String, Long> received, Map<String, Long> sent, Map<String, Long> rejected, long wrongVersionQueries) {}

    static IgmpInterfaceView of(InterfaceView view, Appliance appliance) {
        IgmpTimers timers = view.effectiveTimers();
        IgmpStatistics counted = view.statistics();
        return new IgmpInterfaceView(
                appliance.name(view.id()),
                view.config().version().number(),
                view.querier().toString(),
                view.isQuerier(),
                view.otherQuerierExpireMs() / MS_PER_SECOND,
                new Timers(
                        timers.robustnessVariable(),
                        timers.queryIntervalMs() / MS_PER_SECOND,
                        timers.queryMaxResponseTimeMs() / MS_PER_SECOND,
                        timers.startupQueryIntervalMs() / MS_PER_SECOND,
                        timers.startupQueryCount(),
                        timers.lastMemberQueryIntervalMs() / MS_PER_SECOND,
                        timers.lastMemberQueryCount(),
                        timers.groupMembershipIntervalMs() / MS_PER_SECOND),
                view.groups(),
                new Statistics(
                        byName(counted.received()),
                        byName(counted.sent()),
                        byName(counted.rejected()),
                        counted.wrongVersionQueries()));
    }

    private static Map<String, Long> byName(Map<? extends Enum<?>, Long> counts) {
        Map<String, Long> byName = new LinkedHashMap<>();
        counts.forEach((name, count) -> byName.put(Json.name(name), count));
        return byName;
    }
}
