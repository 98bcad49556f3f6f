package io.umbel.perf.rfc3918;

import java.time.Duration;

/**
 * What a throughput is, in the terms of draft-ietf-bmwg-mlrsearch.
 *
 * @param name as reports call it
 * @param lossRatio a trial with more loss is a bad one (goal loss ratio), 0 to 1
 * @param initialTrial duration of the first trials, which only show where to look (goal initial trial duration)
 * @param finalTrial duration of those that count in full (goal final trial duration)
 * @param durationSum so long trials at a load together decide about it (goal duration sum)
 * @param exceedRatio share of that which may be bad (goal exceed ratio), 0 to below 1
 * @param width how far apart, of the higher one, the loads may be between which the throughput lies (goal width)
 */
record SearchGoal(
        String name,
        double lossRatio,
        Duration initialTrial,
        Duration finalTrial,
        Duration durationSum,
        double exceedRatio,
        double width) {
    /** No loss at all: the non-drop rate. */
    static SearchGoal noDrop(Duration initial, Duration trial, Duration sum, double width) {
        return new SearchGoal("NDR", 0, initial, trial, sum, 0.5, width);
    }

    /** Some loss: the partial drop rate. */
    static SearchGoal partialDrop(double lossRatio, Duration initial, Duration trial, Duration sum, double width) {
        return new SearchGoal("PDR", lossRatio, initial, trial, sum, 0.5, width);
    }

    /** The same for a first look: one short trial decides. */
    SearchGoal preceding() {
        return new SearchGoal(name, lossRatio, initialTrial, initialTrial, initialTrial, exceedRatio, width * 2);
    }
}
