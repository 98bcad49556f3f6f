package io.umbel.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C or SIGTERM, for a command that runs until then and stops cleanly. The JVM by itself would end with the signal's
 * number as exit status, whether the stop was clean or not; here the command chooses it.
 */
final class ShutdownSignal {
    private final CountDownLatch received = new CountDownLatch(1);
    private final CompletableFuture<Integer> exitStatus = new CompletableFuture<>();

    /** Waits for the signal. From the first call on, a signal ends the process only through {@link #exit}. */
    void await() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "shutdown-signal"));
        received.await();
    }

    /** Ends the process with that exit status, signalled or not. */
    void exit(int status) {
        exitStatus.complete(status);
        System.exit(status);
    }

    private void shutDown() {
        received.countDown();
        int status = exitStatus.join();
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }
}
