package io.umbel.dataplane.fib;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts off what would pull memory from under a reader until every reader has finished the pass it is in (read-copy-update
 * with quiescent states). The writer's thread only.
 */
final class GracePeriod {
    private final List<FibReader> readers;
    private final long[] passes;
    private List<Runnable> waiting = new ArrayList<>();
    private List<Runnable> due = new ArrayList<>();

    GracePeriod(List<FibReader> readers) {
        this.readers = readers;
        this.passes = new long[readers.size()];
    }

    /** Runs {@code action} in a later {@link #advance}, when no reader can see any more what was unpublished before. */
    void defer(Runnable action) {
        waiting.add(action);
    }

    /** Runs what has become due; returns how many actions. */
    int advance() {
        int ran = 0;
        if (!due.isEmpty() && everyReaderMovedOn()) {
            due.forEach(Runnable::run);
            ran = due.size();
            due.clear();
        }
        if (due.isEmpty() && !waiting.isEmpty()) {
            List<Runnable> empty = due;
            due = waiting;
            waiting = empty;
            for (int i = 0; i < passes.length; i++) {
                passes[i] = readers.get(i).passes();
            }
        }
        return ran;
    }

    /** Whether something is put off still. */
    boolean pending() {
        return !due.isEmpty() || !waiting.isEmpty();
    }

    private boolean everyReaderMovedOn() {
        for (int i = 0; i < passes.length; i++) {
            if (readers.get(i).online() && readers.get(i).passes() == passes[i]) {
                return false;
            }
        }
        return true;
    }
}
