package io.umbel.perf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WorkerTimeTest {
    @TempDir
    private Path tasks;

    @Test
    void workersAreAddedUpAndOthersAreNot() throws IOException {
        thread("1", "java", "1000 5 1");
        thread("2", "umbel-worker-0", "200 5 1");
        thread("3", "umbel-worker-1", "30 5 1");
        assertEquals(230, new WorkerTime(tasks).nanos());
    }

    @Test
    void withoutAWorkerThereIsNothingToTell() throws IOException {
        thread("1", "java", "1000 5 1");
        assertThrows(IOException.class, () -> new WorkerTime(tasks).nanos());
    }

    @Test
    void aWorkersTimeOnThisKernelIsAboveZero() throws Exception {
        Thread worker = new Thread(
                () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                },
                "umbel-worker-test");
        worker.start();
        try {
            long end = System.nanoTime() + 10_000_000_000L;
            while (nanos() == 0 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertTrue(nanos() > 0);
        } finally {
            worker.interrupt();
            worker.join();
        }
    }

    /** 0 also as long as the thread has no name yet. */
    private static long nanos() {
        try {
            return new WorkerTime().nanos();
        } catch (IOException notNamedYet) {
            return 0;
        }
    }

    private void thread(String id, String name, String schedstat) throws IOException {
        Path thread = Files.createDirectory(tasks.resolve(id));
        Files.writeString(thread.resolve("comm"), name + "\n");
        Files.writeString(thread.resolve("schedstat"), schedstat + "\n");
    }
}
