package io.umbel.perf.lab;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What is said of a latency, in microseconds.
 *
 * @param what between which events
 * @param count how many times it was measured
 */
record LatencyFigures(String what, long count, double median, double p99, double worst) {
    private static final double NANOS_A_MICRO = 1000;
    private static final int BAR = 50;

    /** @param nanos values in nanoseconds */
    static LatencyFigures of(String what, Histogram nanos) {
        return new LatencyFigures(
                what,
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / NANOS_A_MICRO,
                nanos.getValueAtPercentile(99) / NANOS_A_MICRO,
                nanos.getMaxValue() / NANOS_A_MICRO);
    }

    /** For people: one line. */
    String text() {
        return String.format(Locale.ROOT, "%-58s %6d %,12.0f %,12.0f %,12.0f", what, count, median, p99, worst);
    }

    /** The heading of {@link #text}. */
    static String heading() {
        return String.format(
                Locale.ROOT, "%-58s %6s %12s %12s %12s", "microseconds", "times", "median", "p99", "worst");
    }

    /** A picture: how many values lie between the steps of 1, 2, 5, 10 and so on microseconds. */
    static String picture(Histogram nanos) {
        StringBuilder picture = new StringBuilder();
        long from = 0;
        for (long micros = 1, step = 0; from <= nanos.getMaxValue(); step++) {
            long to = (long) (micros * NANOS_A_MICRO);
            long count = nanos.getCountBetweenValues(from, to - 1);
            if (count > 0 || !picture.isEmpty()) {
                long bar = (count * BAR + nanos.getTotalCount() - 1) / nanos.getTotalCount();
                picture.append(
                        String.format(Locale.ROOT, "    < %,10d us %6d %s%n", micros, count, "#".repeat((int) bar)));
            }
            from = to;
            micros = step % 3 == 1 ? micros * 5 / 2 : micros * 2;
        }
        return picture.toString();
    }
}
