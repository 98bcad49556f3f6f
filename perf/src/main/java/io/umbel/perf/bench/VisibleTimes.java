package io.umbel.perf.bench;

import io.umbel.dataplane.fib.FibReader;
import io.umbel.dataplane.fib.ForwardingTable;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** How long after a change of the map the table that a worker reads has it. For one thread at a time. */
final class VisibleTimes {
    /** Long enough for a busy machine: what takes longer is not late but lost. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long PATIENCE_NANOS = PATIENCE.toNanos();
    private static final long PARK_NANOS = 2_000;
    private static final int DIGITS = 3;

    private final FibReader reader;
    private final Histogram nanos = new Histogram(2 * PATIENCE_NANOS, DIGITS);
    private long notSeen;

    VisibleTimes(FibReader reader) {
        this.reader = reader;
    }

    /** What the worker sees of an entry's outgoing list: its address, 0 if there is no entry. */
    long listOf(long key) {
        // Keys lie in this table as in a header.
        long entry = reader.table().find(Long.reverseBytes(key));
        return entry == 0 ? 0 : ForwardingTable.list(entry);
    }

    /**
     * Waits until the worker sees another list, and notes how long that took; a change that is not seen within {@link #PATIENCE} is
     * counted instead.
     *
     * @param before the list that it saw before the change
     * @param writtenNs when the map had the change
     */
    void await(long key, long before, long writtenNs) {
        while (true) {
            boolean seen = listOf(key) != before;
            long took = System.nanoTime() - writtenNs;
            if (seen) {
                nanos.recordValue(Math.min(took, PATIENCE_NANOS));
                return;
            }
            if (took > PATIENCE_NANOS) {
                notSeen++;
                return;
            }
            // So that the thread that brings it can have this core. It sleeps, because since Linux 6.18 a thread that
            // yields gives up milliseconds.
            LockSupport.parkNanos(PARK_NANOS);
        }
    }

    long samples() {
        return nanos.getTotalCount();
    }

    long notSeen() {
        return notSeen;
    }

    double microsAtPercentile(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }
}
