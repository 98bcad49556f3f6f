package io.umbel.controlplane;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time through to a state machine that makes callbacks, and holds no lock while one of them runs.
 *
 * <p>There are two things to exclude. The lock keeps two threads from touching the state at once; it is let go of
 * around each callback. The turn keeps two changes from mingling; a thread has it from before its change until after
 * the last callback of it, and its own calls from inside a callback pass on it. Readers need the lock only.
 */
final class Turnstile {

    /** Fair, so that a change waits for the readers who came before it, not for those who come after. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private final Condition turnIsFree = lock.newCondition();
    private @Nullable Thread turn;

    /** Looks at the state. */
    <T> T read(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }

    /** {@link #read} for what has no result. */
    void run(Runnable reading) {
        lock.lock();
        try {
            reading.run();
        } finally {
            lock.unlock();
        }
    }

    /** Changes the state, first waiting until another thread's change and its callbacks are done. */
    <T> T change(Supplier<T> change) {
        lock.lock();
        try {
            if (Thread.currentThread().equals(turn)) {
                return change.get();
            }
            while (turn != null) {
                turnIsFree.awaitUninterruptibly();
            }
            turn = Thread.currentThread();
            try {
                return change.get();
            } finally {
                turn = null;
                turnIsFree.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs a callback of the change that the calling thread is in the middle of. */
    void stepAside(Runnable callback) {
        lock.unlock();
        try {
            callback.run();
        } finally {
            lock.lock();
        }
    }
}
