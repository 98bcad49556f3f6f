package io.umbel.perf.report;

import java.util.Arrays;
import java.util.List;

/**
 * By how much the samples of one run differ from those of another (Hodges and Lehmann): the median of all differences between a sample
 * of the one and a sample of the other, and an interval for it, by the distribution of Mann and Whitney's U. Nothing is assumed but
 * that both have the same distribution, one of them shifted. Where the samples are too few for 95 %, the interval is from the least
 * difference to the largest, and says what it reaches.
 *
 * @param shift of the second from the first
 * @param coverage probability that the interval holds the true shift, 0 to 1
 */
public record ShiftInterval(double shift, double low, double high, double coverage) {
    private static final double WANTED = 0.95;

    /** More samples than that would only take longer; every so many-th is taken then. */
    private static final int MOST = 60;

    /** Of one sample of each or more. */
    public static ShiftInterval between(List<Double> first, List<Double> second) {
        double[] from = some(first);
        double[] to = some(second);
        double[] differences = new double[from.length * to.length];
        for (int i = 0; i < from.length; i++) {
            for (int j = 0; j < to.length; j++) {
                differences[i * to.length + j] = to[j] - from[i];
            }
        }
        Arrays.sort(differences);
        int n = differences.length;
        double median = (differences[(n - 1) / 2] + differences[n / 2]) / 2;
        double[] distribution = mannWhitney(from.length, to.length);
        int rank = 1;
        double tail = distribution[0];
        double coverage = 1 - 2 * tail;
        for (int u = 1; 2 * (u + 1) <= n; u++) {
            tail += distribution[u];
            if (1 - 2 * tail < WANTED) {
                break;
            }
            rank = u + 1;
            coverage = 1 - 2 * tail;
        }
        return new ShiftInterval(median, differences[rank - 1], differences[n - rank], Math.max(0, coverage));
    }

    /** Whether the interval is on one side of 0. */
    public boolean isDifferent() {
        return low > 0 || high < 0;
    }

    private static double[] some(List<Double> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("there is no difference from nothing");
        }
        int step = (samples.size() + MOST - 1) / MOST;
        double[] some = new double[(samples.size() + step - 1) / step];
        for (int i = 0; i < some.length; i++) {
            some[i] = samples.get(i * step);
        }
        return some;
    }

    /** The probabilities of U being 0, 1 and so on, for samples of two sizes from one distribution. */
    static double[] mannWhitney(int n, int m) {
        // U of the largest of all: if it is the first sample's, it is above all m others.
        double[][] of = new double[m + 1][];
        for (int j = 0; j <= m; j++) {
            of[j] = new double[] {1};
        }
        for (int i = 1; i <= n; i++) {
            of[0] = new double[] {1};
            for (int j = 1; j <= m; j++) {
                double[] here = new double[i * j + 1];
                double first = (double) i / (i + j);
                for (int u = 0; u < of[j].length; u++) {
                    here[u + j] += first * of[j][u];
                }
                for (int u = 0; u < of[j - 1].length; u++) {
                    here[u] += (1 - first) * of[j - 1][u];
                }
                of[j] = here;
            }
        }
        return of[m];
    }
}
