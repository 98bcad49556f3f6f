package io.umbel.perf.rfc3918;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The trials of a search by their load, and what they say of it (draft-ietf-bmwg-mlrsearch, load classification). */
final class TrialLog {
    /** What is known of a load with regard to a goal. */
    enum Bound {
        LOWER,
        UPPER,
        UNDECIDED
    }

    private final Map<Double, List<Measurement>> trials = new TreeMap<>();
    private int count;

    void add(Measurement trial) {
        trials.computeIfAbsent(trial.load(), _ -> new ArrayList<>()).add(trial);
        count++;
    }

    int count() {
        return count;
    }

    /**
     * Bad trials may take up the exceed ratio of the duration sum. Trials that are shorter than they should be count against the load as
     * far as they outweigh good ones of their kind. The load is decided about if the trials that are still missing could not change it.
     */
    Bound classify(double load, SearchGoal goal) {
        double good = 0;
        double bad = 0;
        double shortGood = 0;
        double shortBad = 0;
        for (Measurement trial : trials.getOrDefault(load, List.of())) {
            boolean isBad = trial.lossRatio() > goal.lossRatio();
            double seconds = seconds(trial.duration());
            if (trial.duration().compareTo(goal.finalTrial()) >= 0) {
                good += isBad ? 0 : seconds;
                bad += isBad ? seconds : 0;
            } else {
                shortGood += isBad ? 0 : seconds;
                shortBad += isBad ? seconds : 0;
            }
        }
        double balanced = shortGood * goal.exceedRatio() / (1 - goal.exceedRatio());
        bad += Math.max(0, shortBad - balanced);
        double whole = Math.max(good + bad, seconds(goal.durationSum()));
        double allowed = whole * goal.exceedRatio();
        double missing = whole - good - bad;
        if (bad > allowed) {
            return Bound.UPPER;
        }
        return bad + missing <= allowed ? Bound.LOWER : Bound.UNDECIDED;
    }

    /** The lowest load that fails the goal; infinite if there is none. */
    double upperBound(SearchGoal goal) {
        return trials.keySet().stream()
                .filter(load -> classify(load, goal) == Bound.UPPER)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** The highest load below that which meets it; 0 if there is none. */
    double lowerBound(SearchGoal goal) {
        double upper = upperBound(goal);
        return trials.keySet().stream()
                .filter(load -> load < upper && classify(load, goal) == Bound.LOWER)
                .reduce(0.0, (_, load) -> load);
    }

    /** What got through at the load: its rate less the loss of the trial at which as many were better as the goal lets be worse. */
    double conditionalThroughput(double load, SearchGoal goal) {
        List<Measurement> byLoss = trials.getOrDefault(load, List.of()).stream()
                .filter(trial -> trial.duration().compareTo(goal.finalTrial()) >= 0)
                .sorted(Comparator.comparingDouble(Measurement::lossRatio))
                .toList();
        if (byLoss.isEmpty()) {
            return 0;
        }
        int at = (int) Math.min(byLoss.size() - 1.0, Math.floor(byLoss.size() * (1 - goal.exceedRatio())));
        return load * (1 - Math.min(byLoss.get(at).lossRatio(), goal.lossRatio()));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
