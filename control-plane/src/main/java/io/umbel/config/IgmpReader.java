package io.umbel.config;

import io.umbel.igmp.IgmpConfig;
import io.umbel.igmp.IgmpTimers;
import io.umbel.igmp.IgmpVersion;

/**
 * The {@code igmp} of an interface, in the words of RFC 8652. Refuses all that {@link IgmpConfig} and {@link IgmpTimers}
 * would.
 */
final class IgmpReader {
    private static final int MAX_LIMIT = 100_000_000;
    private static final int MAX_ROBUSTNESS = 7;
    private static final int MAX_COUNT = 255;
    private static final int MIN_TIME_MS = 100;
    private static final int MIN_QUERY_INTERVAL_MS = 1_000;

    /** What the eight bits of version 3 can hold as seconds, and as tenths of a second. */
    private static final int MAX_INTERVAL_MS = 31_744_000;

    private static final int MAX_RESPONSE_TIME_MS = 3_174_400;
    private static final int MAX_LAST_MEMBER_INTERVAL_MS = 1_023_000;

    /** What the eight bits of versions 1 and 2 can hold as tenths of a second. */
    private static final int MAX_OLD_TIME_MS = 25_500;

    private final YamlField whole;
    private final YamlSection section;

    private IgmpReader(YamlField whole) {
        this.whole = whole;
        this.section = whole.section(
                "version",
                "robustness-variable",
                "query-interval",
                "query-max-response-time",
                "startup-query-interval",
                "startup-query-count",
                "last-member-query-interval",
                "last-member-query-count",
                "require-router-alert",
                "immediate-leave",
                "explicit-tracking",
                "max-groups",
                "max-group-sources",
                "group-policy",
                "ssm-ranges",
                "ssm-map",
                "static-group");
    }

    static IgmpConfig read(YamlField field) {
        return new IgmpReader(field).config();
    }

    private IgmpConfig config() {
        IgmpConfig byDefault = IgmpConfig.DEFAULTS;
        IgmpTimers timers = timers();
        IgmpVersion version = version();
        if (version != IgmpVersion.V3) {
            requireShort("query-max-response-time", timers.queryMaxResponseTimeMs());
            requireShort("last-member-query-interval", timers.lastMemberQueryIntervalMs());
        }
        IgmpGroupsReader groups = new IgmpGroupsReader(section);
        return byDefault
                .withVersion(version)
                .withTimers(timers)
                .withRequireRouterAlert(section.isOn("require-router-alert", byDefault.requireRouterAlert()))
                .withImmediateLeave(section.isOn("immediate-leave", byDefault.immediateLeave()))
                .withExplicitTracking(section.isOn("explicit-tracking", byDefault.explicitTracking()))
                .withLimits(
                        section.integer("max-groups", 0, MAX_LIMIT, byDefault.maxGroups()),
                        section.integer("max-group-sources", 0, MAX_LIMIT, byDefault.maxGroupSources()))
                .withGroupPolicy(groups.policy())
                .withSsm(groups.ssm())
                .withStaticGroups(groups.staticGroups());
    }

    private IgmpVersion version() {
        IgmpVersion[] versions = IgmpVersion.values();
        return versions[section.integer("version", 1, versions.length, versions.length) - 1];
    }

    private IgmpTimers timers() {
        IgmpTimers byDefault = IgmpTimers.DEFAULTS;
        int robustness = section.integer("robustness-variable", 1, MAX_ROBUSTNESS, byDefault.robustnessVariable());
        long queryInterval = section.milliseconds(
                "query-interval", MIN_QUERY_INTERVAL_MS, MAX_INTERVAL_MS, byDefault.queryIntervalMs());
        long responseTime = section.milliseconds(
                "query-max-response-time", MIN_TIME_MS, MAX_RESPONSE_TIME_MS, byDefault.queryMaxResponseTimeMs());
        if (responseTime >= queryInterval) {
            throw section.optional("query-max-response-time")
                    .or(() -> section.optional("query-interval"))
                    .orElse(whole)
                    .refused(
                            ", where query-max-response-time is " + Milliseconds.format(responseTime)
                                    + " and query-interval " + Milliseconds.format(queryInterval),
                            "a query-max-response-time shorter than the query-interval");
        }
        long lastMemberInterval = section.milliseconds(
                "last-member-query-interval",
                MIN_TIME_MS,
                MAX_LAST_MEMBER_INTERVAL_MS,
                byDefault.lastMemberQueryIntervalMs());
        IgmpTimers derived = IgmpTimers.of(robustness, queryInterval, responseTime, lastMemberInterval);
        return new IgmpTimers(
                robustness,
                queryInterval,
                responseTime,
                section.milliseconds(
                        "startup-query-interval", MIN_TIME_MS, MAX_INTERVAL_MS, derived.startupQueryIntervalMs()),
                section.integer("startup-query-count", 1, MAX_COUNT, derived.startupQueryCount()),
                lastMemberInterval,
                section.integer("last-member-query-count", 1, MAX_COUNT, derived.lastMemberQueryCount()));
    }

    /** The default times are short, so a longer one is in the file. */
    private void requireShort(String key, long ms) {
        if (ms > MAX_OLD_TIME_MS) {
            throw section.required(key, "10s")
                    .refused(", with version 1 or 2", "up to " + Milliseconds.format(MAX_OLD_TIME_MS) + " with those");
        }
    }
}
