package io.umbel.perf.bench;

import io.umbel.dataplane.contract.PunctualThread;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that makes the changes of a sequence at a steady rate, as a control plane would, until it is closed. */
final class Publishing implements AutoCloseable {
    private static final long NANOS_A_SECOND = 1_000_000_000;
    private static final long PARK_NANOS = 10_000;

    /** One change of so many is watched until the workers' table has it. */
    private static final int SAMPLED = 5000;

    private final ChangeSequence sequence;
    private final int rate;
    private final @Nullable VisibleTimes visible;
    private final FutureTask<Long> task = new FutureTask<>(this::publish);
    private volatile boolean ended;
    private volatile long made;

    /**
     * Starts.
     *
     * @param rate changes a second; if the machine cannot do as many, as many as it can
     * @param visible where it is noted when changes were seen, which is asked of some of them; null to ask of none
     */
    Publishing(ChangeSequence sequence, int rate, @Nullable VisibleTimes visible) {
        this.sequence = sequence;
        this.rate = rate;
        this.visible = visible;
        Thread thread = new PunctualThread(task);
        thread.setName("publisher");
        thread.start();
    }

    /** Changes so far. */
    long made() {
        return made;
    }

    /** Returns how many changes it made. */
    private long publish() {
        long begun = System.nanoTime();
        long count = 0;
        while (!ended) {
            long due = dueAfter(System.nanoTime() - begun);
            if (count >= due) {
                LockSupport.parkNanos(PARK_NANOS);
            }
            while (count < due && !ended) {
                // What is waited for a watched change is not made up for: a backlog would be measured, not a change.
                begun += change(count++);
                made = count;
            }
        }
        return count;
    }

    private long dueAfter(long nanos) {
        return nanos / NANOS_A_SECOND * rate + nanos % NANOS_A_SECOND * rate / NANOS_A_SECOND;
    }

    /** Answers how long it waited. */
    private long change(long number) {
        VisibleTimes watch = visible;
        if (watch == null || number % SAMPLED != 0) {
            sequence.write();
            sequence.tell();
            return 0;
        }
        long key = ChangeSequence.watched();
        long before = watch.listOf(key);
        sequence.writeWatched();
        long written = System.nanoTime();
        sequence.tell();
        watch.await(key, before, written);
        return System.nanoTime() - written;
    }

    /**
     * Ends it, after the change that it is making.
     *
     * @throws IllegalStateException if the thread failed
     */
    @Override
    public void close() {
        ended = true;
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("changing the table failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the table was being changed", e);
        }
    }
}
