package io.umbel.api;

import io.umbel.dataplane.contract.CounterName;
import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.SharedDirectory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the data plane has counted. It is read from the shared files, so nobody is asked for it; many readers at once share what
 * one of them has read.
 */
final class Counters {
    /** The data plane publishes as often. */
    private static final long FRESH_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final SharedDirectory directory;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<CounterSnapshot> latest = Optional.empty();
    private long readNs = System.nanoTime() - FRESH_NS;

    Counters(SharedDirectory directory) {
        this.directory = directory;
    }

    /** The counters now; none if no data plane has run. */
    Optional<CounterSnapshot> read() {
        lock.lock();
        try {
            if (System.nanoTime() - readNs >= FRESH_NS) {
                latest = take();
                readNs = System.nanoTime();
            }
            return latest;
        } finally {
            lock.unlock();
        }
    }

    private Optional<CounterSnapshot> take() {
        try {
            return Optional.of(CounterSnapshot.take(directory));
        } catch (IllegalStateException noneYet) {
            return Optional.empty();
        }
    }

    /** In the order of their declaration; the data plane of an earlier release may lack some. */
    static <N extends Enum<N> & CounterName> Map<String, Long> byName(Map<N, Long> counts, N[] names) {
        Map<String, Long> byName = new LinkedHashMap<>();
        for (N name : names) {
            byName.put(Json.name(name), counts.getOrDefault(name, 0L));
        }
        return byName;
    }
}
