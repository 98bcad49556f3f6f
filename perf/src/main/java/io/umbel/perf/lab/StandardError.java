package io.umbel.perf.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * Keeps back what libraries write on standard error: opening an AF_XDP device, libxdp tells of every program that it looks at. It is
 * shown only if something fails. For one thread at a time.
 */
public final class StandardError {
    private StandardError() {}

    /** Runs the task, and shows what was written meanwhile if it throws. */
    public static <T> T heldBack(Callable<T> task) throws Exception {
        Path file = Files.createTempFile("umbel-stderr", "");
        int kept = Linux.dup(Linux.STDERR);
        int diverted = Linux.open(file.toString(), Linux.O_WRONLY | Linux.O_CLOEXEC);
        boolean done = false;
        try {
            Linux.dup2(diverted, Linux.STDERR);
            T result = task.call();
            done = true;
            return result;
        } finally {
            Linux.dup2(kept, Linux.STDERR);
            Linux.close(kept);
            Linux.close(diverted);
            if (!done) {
                show(file);
            }
            Files.delete(file);
        }
    }

    private static void show(Path file) throws IOException {
        System.err.print(Files.readString(file));
    }
}
