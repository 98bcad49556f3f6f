package io.umbel.perf.rfc3918;

import io.umbel.perf.gen.TrialResult;
import io.umbel.perf.report.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Collects what speaks against the way in which a result was found. */
final class MethodCheck {
    /** RFC 3918 section 5.1: what comes later than that makes a trial invalid. */
    private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Below that the load was another than intended. */
    static final double LOAD_KEPT = 0.98;

    private final Set<String> departures = new LinkedHashSet<>();
    private final Set<String> faults = new LinkedHashSet<>();

    /** The method was carried out otherwise than the RFC has it. */
    void departs(String remark) {
        departures.add(remark);
    }

    /** Something happened that makes the figures worthless. */
    void fails(String remark) {
        faults.add(remark);
    }

    /** Trials that are shorter than the RFC wants them. */
    void durations(Duration trial, Duration wanted) {
        if (trial.compareTo(wanted) < 0) {
            departs(String.format(
                    Locale.ROOT,
                    "trials last %s s, RFC 3918 wants %d s",
                    trial.toMillis() / 1000.0,
                    wanted.toSeconds()));
        }
    }

    /** What every trial must fulfil, whatever the device does. */
    void trial(TrialResult trial) {
        if (trial.corrupt() > 0) {
            fails(trial.corrupt() + " frames arrived with other headers or another length than they should have");
        }
        if (trial.unwanted() > 0) {
            fails(trial.unwanted() + " frames arrived at ports that had not asked for them");
        }
        if (trial.straggledNanos() > LATEST_NANOS) {
            fails("frames arrived more than 5 s after the trial");
        }
    }

    /** The trial's load is to be what was intended. */
    void load(TrialResult trial) {
        if (trial.loadKept() < LOAD_KEPT) {
            fails(String.format(Locale.ROOT, "the tester sent only %.1f %% of the load", trial.loadKept() * 100));
        }
    }

    Verdict verdict() {
        List<String> remarks = new ArrayList<>(faults);
        remarks.addAll(departures);
        Verdict.Status status = faults.isEmpty()
                ? departures.isEmpty() ? Verdict.Status.SOUND : Verdict.Status.REDUCED
                : Verdict.Status.NOT_TRUSTED;
        return new Verdict(status, remarks);
    }
}
