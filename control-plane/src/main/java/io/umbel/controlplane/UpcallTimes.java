package io.umbel.controlplane;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.agrona.concurrent.NanoClock;

/**
 * How long upcalls take: from the beginning of the duty cycle that reads them until what they changed is published. One thread
 * writes; any may read.
 */
public final class UpcallTimes {
    private static final int FINEST_SHIFT = 14;
    private static final int BUCKETS = 17;

    private final NanoClock clock;
    /** How many took at most the bucket's time and more than that of the one before; the last for all others. */
    private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS + 1);

    private final LongAdder totalNs = new LongAdder();
    private long publishedNs;
    private int pending;

    UpcallTimes(NanoClock clock) {
        this.clock = clock;
        this.publishedNs = clock.nanoTime();
    }

    /** So many upcalls were read; returns how many. */
    int read(int upcalls) {
        pending += upcalls;
        return upcalls;
    }

    /** What they changed is published. */
    void published() {
        if (pending == 0) {
            // The cycle that reads the next ones begins now.
            publishedNs = clock.nanoTime();
            return;
        }
        long now = clock.nanoTime();
        long tookNs = now - publishedNs;
        int bucket = 0;
        while (bucket < BUCKETS && tookNs > boundNanos(bucket)) {
            bucket++;
        }
        buckets.addAndGet(bucket, pending);
        totalNs.add(tookNs * pending);
        pending = 0;
        publishedNs = now;
    }

    /** The longest time that a bucket other than the last counts, in nanoseconds: from 16 µs, twice as long each, to a second. */
    public static long boundNanos(int bucket) {
        return 1L << (FINEST_SHIFT + bucket);
    }

    /** How many upcalls are in each bucket and in no earlier one; the last is for all that took longer. */
    public long[] counts() {
        return IntStream.range(0, buckets.length()).mapToLong(buckets::get).toArray();
    }

    /** All times together, in nanoseconds. */
    public long totalNanos() {
        return totalNs.sum();
    }
}
