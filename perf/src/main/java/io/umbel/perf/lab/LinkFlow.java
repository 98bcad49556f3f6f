package io.umbel.perf.lab;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** The datagrams of one source to one group that came over a link. One thread counts; any may read. */
final class LinkFlow {
    /** How long a bin of {@link #perSpan} is. */
    static final long BIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private int[] bins = new int[256];
    private long firstAtNanos;
    private long lastAtNanos;
    private long count;

    synchronized void count(long atNanos) {
        if (count++ == 0) {
            firstAtNanos = atNanos;
        }
        lastAtNanos = atNanos;
        int bin = (int) ((atNanos - firstAtNanos) / BIN_NANOS);
        if (bin >= bins.length) {
            bins = Arrays.copyOf(bins, bin * 2);
        }
        bins[Math.max(bin, 0)]++;
    }

    /** How many datagrams came. */
    synchronized long count() {
        return count;
    }

    /** When the last one came, as {@link WallClock}; 0 if none did. */
    synchronized long lastAtNanos() {
        return lastAtNanos;
    }

    /** How many came in each span of so many bins from a moment on. */
    synchronized int[] perSpan(long fromNanos, int spanBins, int spans) {
        int[] counts = new int[spans];
        for (int bin = 0; bin < bins.length; bin++) {
            long span = (firstAtNanos + bin * BIN_NANOS - fromNanos) / (spanBins * BIN_NANOS);
            if (bins[bin] > 0 && span >= 0 && span < spans) {
                counts[(int) span] += bins[bin];
            }
        }
        return counts;
    }
}
