package io.umbel.perf.rfc3918;

import java.time.Duration;
import java.util.List;

/**
 * How thoroughly the procedures are carried out.
 *
 * @param sizes of frames, frame check sequence included
 * @param trial duration of a trial that counts
 * @param latencyTrial duration of one of latencies
 * @param settle how long to wait after a trial for what is still on its way
 * @param repeats how often each throughput and latency is measured
 * @param groups of the throughput and latency tests
 * @param mostLoad the highest load to try, frames a second at the ingress
 * @param leastLoad the lowest
 * @param search how throughputs are searched
 * @param partialLoss loss ratio of the partial drop rate
 * @param width of the searches
 * @param joinRounds joins at each egress, by each method
 * @param joinLoad frames a second of the stream that is joined: no delay can be told more exactly than its spacing
 * @param capacityStep how many groups are added at a time
 * @param capacityMost at how many groups to stop
 * @param matrix numbers of groups of the forwarding matrix; those above the capacity are left out
 * @param lightLoad of the latency tests, frames a second, beside {@link #throughputShare}
 * @param throughputShare of the throughput, at which latency is measured
 * @param burdenLoad frames a second from each burden port to the others
 */
public record Profile(
        String name,
        List<Integer> sizes,
        Duration trial,
        Duration latencyTrial,
        Duration settle,
        int repeats,
        int groups,
        double mostLoad,
        double leastLoad,
        Search search,
        double partialLoss,
        double width,
        int joinRounds,
        double joinLoad,
        int capacityStep,
        int capacityMost,
        List<Integer> matrix,
        double lightLoad,
        double throughputShare,
        double burdenLoad) {
    /** All sizes of RFC 3918 section 3. */
    public static final List<Integer> ALL_SIZES = List.of(64, 128, 256, 512, 1024, 1280, 1518);

    /** What RFC 3918 asks for: a trial of throughput lasts 30 s at least. */
    static final Duration SHORTEST_TRIAL = Duration.ofSeconds(30);

    /** And one of latency 120 s. */
    static final Duration SHORTEST_LATENCY_TRIAL = Duration.ofMinutes(2);

    /** Ten minutes for two devices on two cores. */
    public static Profile quick() {
        return new Profile(
                "quick",
                List.of(64, 512, 1518),
                Duration.ofMillis(500),
                Duration.ofMillis(1500),
                Duration.ofMillis(500),
                5,
                10,
                400_000,
                500,
                Search.MLR,
                0.005,
                0.05,
                7,
                5_000,
                250,
                1000,
                List.of(10, 50, 100, 250, 500, 1000),
                1000,
                0.5,
                2_000);
    }

    /** What RFC 3918 asks for, for publication: many hours. */
    public static Profile full() {
        return new Profile(
                "full",
                ALL_SIZES,
                SHORTEST_TRIAL,
                SHORTEST_LATENCY_TRIAL,
                Duration.ofSeconds(5),
                6,
                10,
                20_000_000,
                500,
                Search.MLR,
                0.005,
                0.005,
                50,
                10_000,
                1000,
                60_000,
                List.of(10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000),
                10_000,
                1,
                10_000);
    }

    /** To see that everything works: less than a minute, and nothing to be learnt from it. */
    public static Profile tiny() {
        return new Profile(
                "tiny",
                List.of(64, 1518),
                Duration.ofMillis(100),
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                1,
                4,
                50_000,
                500,
                Search.MLR,
                0.05,
                0.3,
                2,
                2_000,
                10,
                20,
                List.of(4, 10, 20),
                1000,
                0.5,
                1_000);
    }

    /** The same with another search. */
    public Profile searchedBy(Search other) {
        return new Profile(
                name,
                sizes,
                trial,
                latencyTrial,
                settle,
                repeats,
                groups,
                mostLoad,
                leastLoad,
                other,
                partialLoss,
                width,
                joinRounds,
                joinLoad,
                capacityStep,
                capacityMost,
                matrix,
                lightLoad,
                throughputShare,
                burdenLoad);
    }

    /** The goals of MLRsearch. */
    List<SearchGoal> goals() {
        Duration first = trial.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : trial.dividedBy(2);
        // Two of three trials decide; at the durations of RFC 3918 one does.
        Duration sum = trial.compareTo(SHORTEST_TRIAL) >= 0 ? trial : trial.multipliedBy(3);
        return List.of(
                SearchGoal.noDrop(first, trial, sum, width),
                SearchGoal.partialDrop(partialLoss, first, trial, sum, width));
    }

    /** The numbers of groups for which a device needs routes. */
    int mostGroups() {
        return Math.max(groups, matrix.stream().max(Integer::compare).orElse(groups));
    }
}
