package io.umbel.perf.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Processor time of a process's workers, as the kernel counts it: on a machine that others use too, a rate by this time says
 * more than one by the clock.
 */
final class WorkerTime {
    /** How the names of workers' threads begin. */
    static final String NAME = "umbel-worker";

    private final Path tasks;

    /** Of this process. */
    WorkerTime() {
        this(Path.of("/proc/self/task"));
    }

    /** @param tasks a directory like {@code /proc/self/task} */
    WorkerTime(Path tasks) {
        this.tasks = tasks;
    }

    /**
     * What the threads whose names begin with {@value #NAME} have had, in nanoseconds.
     *
     * @throws IOException in one sentence, if there is no such thread, or the kernel doesn't count
     */
    long nanos() throws IOException {
        long sum = 0;
        int workers = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                if (isWorker(thread)) {
                    workers++;
                    sum += Long.parseLong(Files.readString(thread.resolve("schedstat"))
                            .strip()
                            .split(" ", 2)[0]);
                }
            }
        }
        if (workers == 0) {
            throw new IOException("no thread in " + tasks + " is called " + NAME);
        }
        return sum;
    }

    private static boolean isWorker(Path thread) throws IOException {
        try {
            return Files.readString(thread.resolve("comm")).startsWith(NAME);
        } catch (NoSuchFileException ended) {
            return false;
        }
    }
}
