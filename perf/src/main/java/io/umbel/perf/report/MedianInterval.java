package io.umbel.perf.report;

import java.util.List;
import java.util.Locale;

/**
 * The median of samples, and an interval that holds the true median with a certain probability, by the order of the samples alone:
 * nothing is assumed of how they are distributed but that they are independent. With fewer than six samples no interval reaches
 * 95 %; then it is from the least to the most, and says what it does reach.
 *
 * @param samples how many
 * @param coverage probability that the true median lies in it, 0 to 1
 */
public record MedianInterval(int samples, double median, double low, double high, double coverage) {
    private static final double WANTED = 0.95;

    /** Of one sample or more. */
    public static MedianInterval of(List<Double> samples) {
        double[] sorted =
                samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int n = sorted.length;
        if (n == 0) {
            throw new IllegalArgumentException("there is no median of nothing");
        }
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        // The k-th smallest and largest hold it unless fewer than k samples fall on one side, which is a matter of
        // coins.
        int rank = 1;
        double tail = Math.pow(0.5, n);
        double term = tail;
        double coverage = 1 - 2 * tail;
        for (int k = 1; 2 * k < n; k++) {
            term = term * (n - k + 1) / k;
            tail += term;
            if (1 - 2 * tail < WANTED) {
                break;
            }
            rank = k + 1;
            coverage = 1 - 2 * tail;
        }
        return new MedianInterval(n, median, sorted[rank - 1], sorted[n - rank], Math.max(0, coverage));
    }

    /** For people: the median, and the interval if there is more than one sample. */
    public String text() {
        return samples == 1 ? Numbers.text(median) : Numbers.text(median) + " (" + bounds() + ")";
    }

    /** The interval without its median, and the probability, for people. */
    String bounds() {
        return String.format(
                Locale.ROOT, "%s to %s, %.0f %%", Numbers.text(low), Numbers.text(high), Math.floor(coverage * 100));
    }
}
