package io.umbel.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Lets the API's many readers to the control plane one at a time, first come, first served: so its thread never waits for more
 * than one short reading of them, however many there are.
 */
final class ReadGate {
    private static final long PATIENCE_SECONDS = 10;

    private final Semaphore turn = new Semaphore(1, true);

    /**
     * Reads.
     *
     * @throws Problem 503, if too many others wait
     */
    <T> T read(Supplier<T> reading) {
        enter();
        try {
            return reading.get();
        } finally {
            turn.release();
        }
    }

    /**
     * Waits for what the control plane's thread reads or does.
     *
     * @throws Problem 503, if too many others wait, or it does not answer
     */
    <T> T await(Supplier<CompletableFuture<T>> command) {
        return read(() -> {
            try {
                return command.get().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw Problem.unavailable("the control plane has not answered for " + PATIENCE_SECONDS + " s");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Problem.unavailable("the server stops");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException refused) {
                    throw refused;
                }
                throw new IllegalStateException(e.getCause());
            }
        });
    }

    private void enter() {
        try {
            if (!turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw Problem.unavailable("too many others read; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("the server stops");
        }
    }
}
