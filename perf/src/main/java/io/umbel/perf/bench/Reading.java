package io.umbel.perf.bench;

import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.InterfaceCounter;
import io.umbel.dataplane.contract.PortCounter;
import io.umbel.dataplane.contract.SharedDirectory;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** The counters, when they were read, and what processor time the workers of this process had had. */
record Reading(long timeNs, long workerNs, CounterSnapshot counters) {
    private static final long LOOK_AGAIN_NANOS = 200_000;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final long NANOS_A_SECOND = 1_000_000_000;

    /**
     * Waits until the counters have just been published, all of them, so that they are of the time that is read with
     * them: with a million entries it can be seconds from one publication to the next.
     */
    static Reading take(SharedDirectory directory) throws IOException {
        long begun = System.nanoTime();
        long published = lastPublished(directory);
        while (lastPublished(directory) == published) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new IOException("the data plane published no new counters for " + PATIENCE_NANOS / NANOS_A_SECOND
                        + " s, so nothing can be measured");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return new Reading(System.nanoTime(), new WorkerTime().nanos(), CounterSnapshot.take(directory));
    }

    /** What the device that is published last has sent: {@link BusyDataPlane} sees to it that this is always at work. */
    private static long lastPublished(SharedDirectory directory) {
        CounterSnapshot.Port last = CounterSnapshot.take(directory).ports().getLast();
        return Objects.requireNonNull(last.counts().get(PortCounter.DEVICE_TX_FRAMES));
    }

    double secondsSince(Reading earlier) {
        return (double) (timeNs - earlier.timeNs) / NANOS_A_SECOND;
    }

    double workerSecondsSince(Reading earlier) {
        return (double) (workerNs - earlier.workerNs) / NANOS_A_SECOND;
    }

    /** Millions of frames received a second. */
    double rxMppsSince(Reading earlier) {
        return receivedSince(earlier) / secondsSince(earlier) / 1e6;
    }

    /** The same in a second of the workers' processor time. */
    double cpuRxMppsSince(Reading earlier) {
        return receivedSince(earlier) / workerSecondsSince(earlier) / 1e6;
    }

    private double receivedSince(Reading earlier) {
        return counters.frames() - earlier.counters.frames();
    }

    long sent() {
        return sum(InterfaceCounter.OUT_PACKETS);
    }

    long drops() {
        return counters.frames()
                - counters.count(Fate.FORWARDED)
                + sum(InterfaceCounter.OUT_DISCARDS)
                + sum(InterfaceCounter.OUT_TOO_BIG);
    }

    private long sum(InterfaceCounter counter) {
        return counters.interfaces().stream()
                .mapToLong(each -> each.counts().get(counter))
                .sum();
    }
}
