package io.umbel.dataplane.fib;

import io.umbel.dataplane.contract.MfeCounter;
import io.umbel.dataplane.contract.MfeCounterFile;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.NanoClock;

/**
 * Brings the shared counts of all entries up to date about once a second, a few hundred kilobytes of the table a duty cycle, so
 * that a million entries do not hold up the changes of the FIB. The FIB writer's thread only.
 */
final class MfeCounterSweep {
    private static final long INTERVAL_NS = 1_000_000_000;
    private static final int SLOTS_A_CYCLE = 4096;
    private static final MfeCounter[] COUNTERS = MfeCounter.values();
    private static final long NO_RECORD = -1;

    private final MfeCounterFile shared;
    private final Fib fib;
    private final NanoClock clock;
    private final Long2LongHashMap records = new Long2LongHashMap(NO_RECORD);
    /** Where the walk goes on; 0 between two of them. */
    private int next;

    private long startNs;

    MfeCounterSweep(MfeCounterFile shared, Fib fib, NanoClock clock) {
        this.shared = shared;
        this.fib = fib;
        this.clock = clock;
        this.startNs = clock.nanoTime();
    }

    /** The entry is in the FIB, and that record is its own. */
    void assign(long key, int record) {
        if (shared.has(record)) {
            records.put(key, record);
            shared.begin(record, key);
        }
    }

    /** The entry is no longer in the FIB. */
    void forget(long key) {
        records.remove(key);
    }

    /** Does a part of the work; returns whether there was any, 0 or 1. */
    int advance() {
        if (next == 0) {
            long now = clock.nanoTime();
            if (now - startNs < INTERVAL_NS) {
                return 0;
            }
            startNs = now;
        }
        next = fib.walkCounts(next, SLOTS_A_CYCLE, this::publish);
        return 1;
    }

    /** Brings all of them up to date, whatever the clock says. */
    void complete() {
        next = fib.walkCounts(0, Integer.MAX_VALUE, this::publish);
    }

    private void publish(long key, long[] sums) {
        long record = records.get(key);
        if (record != NO_RECORD) {
            for (MfeCounter counter : COUNTERS) {
                shared.set((int) record, counter, sums[counter.id() - 1]);
            }
        }
    }
}
