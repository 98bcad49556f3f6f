package io.umbel.perf.rfc3918;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The search for throughputs of draft-ietf-bmwg-mlrsearch (Multiple Loss Ratio search): several goals at once, by trials that are short while
 * it only looks where to look, and as many and long as the goals ask for where it counts. A trial serves all goals.
 */
final class MlrSearch {
    private static final int STEP_WIDTHS = 4;

    private final Measurement.Measurer measurer;
    private final double least;
    private final double most;
    private final int branches;
    private final TrialLog log = new TrialLog();

    /**
     * @param least the lowest load to try, in frames a second
     * @param most the highest one
     * @param branches how many egresses get each frame: what comes of a load is so many times as much
     */
    MlrSearch(Measurement.Measurer measurer, double least, double most, int branches) {
        this.measurer = measurer;
        this.least = least;
        this.most = most;
        this.branches = branches;
    }

    /** Searches, and returns what it found for each of the goals, in their order. */
    List<SearchResult> search(List<SearchGoal> goals) throws InterruptedException {
        SearchGoal first = goals.getFirst();
        // What it forwards when it is offered too much is near what it can forward.
        Measurement flood = measure(most, first.initialTrial());
        if (flood.lossRatio() > first.lossRatio()) {
            double guess = Math.clamp(flood.forwardingRate() / branches, least, most);
            measure(guess, first.initialTrial());
        }
        List<SearchGoal> targets = new ArrayList<>();
        for (SearchGoal goal : goals) {
            if (goal.initialTrial().compareTo(goal.finalTrial()) < 0) {
                targets.add(goal.preceding());
            }
        }
        targets.addAll(goals);
        for (SearchGoal target : targets) {
            narrow(target);
        }
        List<SearchResult> results = new ArrayList<>();
        for (SearchGoal goal : goals) {
            double lower = log.lowerBound(goal);
            results.add(new SearchResult(
                    goal.name(), lower, log.upperBound(goal), log.conditionalThroughput(lower, goal), log.count()));
        }
        return results;
    }

    /** Until the bounds are near enough to each other, or at the ends of what can be tried. */
    private void narrow(SearchGoal target) throws InterruptedException {
        double lower = log.lowerBound(target);
        double upper = log.upperBound(target);
        while (lower < most && upper > least && !isNear(lower, upper, target)) {
            decide(next(lower, upper, target), target);
            double newLower = log.lowerBound(target);
            double newUpper = log.upperBound(target);
            if (newLower == lower && newUpper == upper) {
                // A load beyond the bounds was decided about; it changes nothing, and the next choice would be the
                // same.
                return;
            }
            lower = newLower;
            upper = newUpper;
        }
    }

    private static boolean isNear(double lower, double upper, SearchGoal target) {
        return lower > 0 && !Double.isInfinite(upper) && upper - lower <= upper * target.width();
    }

    /** Where to try: first the bounds of the trials before, then further out, then in between. */
    private double next(double lower, double upper, SearchGoal target) {
        if (lower == 0 || Double.isInfinite(upper)) {
            SearchGoal before = target.preceding();
            double known = lower == 0 ? log.lowerBound(before) : log.upperBound(before);
            if (known > lower && known < upper && log.classify(known, target) == TrialLog.Bound.UNDECIDED) {
                return known;
            }
        }
        if (lower == 0 && Double.isInfinite(upper)) {
            return most;
        }
        if (lower == 0) {
            return Math.max(least, upper * (1 - step(target)));
        }
        if (Double.isInfinite(upper)) {
            return Math.min(most, lower * (1 + step(target)));
        }
        return Math.sqrt(lower * upper);
    }

    /** How far out to go, of where the search is. */
    private static double step(SearchGoal target) {
        return Math.min(0.5, STEP_WIDTHS * target.width());
    }

    /** Tries a load until it is decided about. */
    private void decide(double load, SearchGoal target) throws InterruptedException {
        do {
            measure(load, target.finalTrial());
        } while (log.classify(load, target) == TrialLog.Bound.UNDECIDED);
    }

    private Measurement measure(double load, Duration duration) throws InterruptedException {
        Measurement trial = measurer.measure(load, duration);
        log.add(trial);
        return trial;
    }
}
