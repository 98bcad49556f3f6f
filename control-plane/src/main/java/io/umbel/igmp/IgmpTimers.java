package io.umbel.igmp;

/**
 * The timers and counters of §8 that are configured; the others follow from them.
 *
 * @param robustnessVariable how many packets may be lost less one (§8.1), 1 to 7
 * @param queryIntervalMs between general queries (§8.2), 1 s to 31,744 s
 * @param queryMaxResponseTimeMs within which hosts answer a general query (§8.3), 100 ms to less than the query interval
 * @param startupQueryIntervalMs between the first general queries (§8.6), 100 ms to 31,744 s
 * @param startupQueryCount how many of those there are (§8.7), 1 to 255
 * @param lastMemberQueryIntervalMs between group-specific queries, and within which hosts answer them (§8.8), 100 ms to 1,023 s
 * @param lastMemberQueryCount how many of those there are (§8.9), 1 to 255
 */
public record IgmpTimers(
        int robustnessVariable,
        long queryIntervalMs,
        long queryMaxResponseTimeMs,
        long startupQueryIntervalMs,
        int startupQueryCount,
        long lastMemberQueryIntervalMs,
        int lastMemberQueryCount) {

    /** The RFC's: robustness 2, queries every 125 s answered within 10 s, last-member queries every second. */
    public static final IgmpTimers DEFAULTS = of(2, 125_000, 10_000, 1_000);

    private static final long MS_PER_SECOND = 1000;

    /** What eight bits can hold as a floating-point number of seconds. */
    private static final long LONGEST_INTERVAL_MS = TimeCode.MAX * MS_PER_SECOND;

    public IgmpTimers {
        require("robustness variable", robustnessVariable, 1, 7, "");
        require("query interval", queryIntervalMs, MS_PER_SECOND, LONGEST_INTERVAL_MS, " ms");
        require("query max response time", queryMaxResponseTimeMs, 100, queryIntervalMs - 1, " ms");
        require("startup query interval", startupQueryIntervalMs, 100, LONGEST_INTERVAL_MS, " ms");
        require("startup query count", startupQueryCount, 1, 255, "");
        require("last member query interval", lastMemberQueryIntervalMs, 100, 1_023 * MS_PER_SECOND, " ms");
        require("last member query count", lastMemberQueryCount, 1, 255, "");
    }

    private static void require(String what, long found, long least, long most, String unit) {
        if (found < least || found > most) {
            throw new IllegalArgumentException(
                    "The " + what + " is " + found + unit + "; " + least + " to " + most + unit + " are allowed.");
        }
    }

    /** With the RFC's defaults for what depends on these: startup interval a quarter, both counts the robustness. */
    public static IgmpTimers of(
            int robustnessVariable, long queryIntervalMs, long queryMaxResponseTimeMs, long lastMemberQueryIntervalMs) {
        return new IgmpTimers(
                robustnessVariable,
                queryIntervalMs,
                queryMaxResponseTimeMs,
                Math.max(100, queryIntervalMs / 4),
                robustnessVariable,
                lastMemberQueryIntervalMs,
                robustnessVariable);
    }

    /** How long a membership lasts without being reported (§8.4). */
    public long groupMembershipIntervalMs() {
        return robustnessVariable * queryIntervalMs + queryMaxResponseTimeMs;
    }

    /** How long a querier that has fallen silent counts as present (§8.5). */
    public long otherQuerierPresentIntervalMs() {
        return robustnessVariable * queryIntervalMs + queryMaxResponseTimeMs / 2;
    }

    /** How long after a leave the traffic goes on if nobody answers (§8.10). */
    public long lastMemberQueryTimeMs() {
        return lastMemberQueryCount * lastMemberQueryIntervalMs;
    }

    /** How long after its last report a host of an older version counts as present (§8.13). */
    public long olderHostPresentIntervalMs() {
        return robustnessVariable * queryIntervalMs + queryMaxResponseTimeMs;
    }

    /** Within which every host has been asked at least the robustness variable's times after the start. */
    long startupMs() {
        return (startupQueryCount - 1) * startupQueryIntervalMs + queryMaxResponseTimeMs;
    }

    /** What holds while another router is the querier: its robustness variable and query interval (§4.1.6, §4.1.7). */
    IgmpTimers asToldBy(IgmpMessage.Query query) {
        long itsInterval = query.queryIntervalMs() == 0 ? queryIntervalMs : query.queryIntervalMs();
        return new IgmpTimers(
                query.robustnessVariable() == 0 ? robustnessVariable : query.robustnessVariable(),
                itsInterval,
                // Hosts answer before it asks again (§8.3), whatever we would give them.
                Math.min(queryMaxResponseTimeMs, itsInterval - 1),
                startupQueryIntervalMs,
                startupQueryCount,
                lastMemberQueryIntervalMs,
                lastMemberQueryCount);
    }
}
