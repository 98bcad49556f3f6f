package io.umbel.perf.rfc3918;

import io.umbel.perf.gen.Tester;
import io.umbel.perf.report.MedianInterval;
import io.umbel.perf.report.Numbers;
import io.umbel.perf.report.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Delays that were measured one by one.
 *
 * @param micros each, in microseconds
 * @param failed how many attempts had no end
 * @param early how many attempts found the stream there before it was asked for
 */
record Delays(List<Double> micros, int failed, int early) {
    /** The columns of {@link #row}. */
    static final List<String> COLUMNS =
            List.of("times", "least, µs", "median, µs", "95 % interval of the median, µs", "most, µs", "failed");

    private static final double NANOS_A_MICRO = 1000;

    /** Of joins: from when the report had left to when the first frame came. */
    static Delays ofJoins(List<Tester.Sighting> joins) {
        List<Double> micros = new ArrayList<>();
        int failed = 0;
        int early = 0;
        for (Tester.Sighting seen : joins) {
            if (seen.firstAt() == 0) {
                failed++;
            } else if (seen.firstAt() < seen.reportedAt()) {
                early++;
            } else {
                micros.add((seen.firstAt() - seen.reportedAt()) / NANOS_A_MICRO);
            }
        }
        return new Delays(micros, failed, early);
    }

    /**
     * Of leaves: from when the leave had left to when the last frame came; 0 if none came any more.
     *
     * @param quietSince what came later than that has not stopped
     */
    static Delays ofLeaves(List<Tester.Sighting> leaves, long quietSince) {
        List<Double> micros = new ArrayList<>();
        int failed = 0;
        for (Tester.Sighting seen : leaves) {
            if (seen.received() == 0 || seen.lastAt() > quietSince) {
                failed++;
            } else {
                micros.add(Math.max(0, seen.lastAt() - seen.reportedAt()) / NANOS_A_MICRO);
            }
        }
        return new Delays(micros, failed, 0);
    }

    List<String> row() {
        if (micros.isEmpty()) {
            return List.of("0", "–", "–", "–", "–", Integer.toString(failed));
        }
        MedianInterval median = MedianInterval.of(micros);
        return List.of(
                Integer.toString(micros.size()),
                Numbers.text(micros.stream().min(Double::compare).orElseThrow()),
                Numbers.text(median.median()),
                Numbers.text(median.low()) + " to " + Numbers.text(median.high())
                        + (median.coverage() < 0.95 ? " (" + Math.round(median.coverage() * 100) + " %)" : ""),
                Numbers.text(micros.stream().max(Double::compare).orElseThrow()),
                Integer.toString(failed));
    }

    /** Which share of them is not longer than so much. */
    Plot.Series distribution(String name) {
        List<Double> sorted = micros.stream().sorted().toList();
        return new Plot.Series(
                name,
                true,
                IntStream.range(0, sorted.size())
                        .mapToObj(i -> Plot.Point.of(sorted.get(i), (i + 1.0) / sorted.size()))
                        .toList());
    }

    /** Distributions of joins, drawn into one. */
    static Plot plot(String id, String title, List<Plot.Series> distributions) {
        return new Plot(
                id,
                title + ": share of joins that took no longer",
                "delay, µs",
                "share of joins",
                Plot.Scale.LOG,
                Plot.Scale.LINEAR,
                distributions);
    }

    void check(MethodCheck check) {
        if (failed > 0) {
            check.fails(failed + " of " + (failed + micros.size() + early) + " attempts had no end");
        }
        if (early > 0) {
            check.fails(early + " attempts found the stream at the egress before it was asked for");
        }
    }
}
