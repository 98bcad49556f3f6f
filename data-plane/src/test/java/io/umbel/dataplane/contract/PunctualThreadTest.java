package io.umbel.dataplane.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** How the kernel schedules these threads, by its own account. */
class PunctualThreadTest {
    private static final Path SELF = Path.of("/proc/thread-self");

    @Test
    void itsSleepsAreNotProlonged() throws Exception {
        assertEquals("1", on(PunctualThread::new, PunctualThreadTest::slack));
    }

    @Test
    void itsTurnsAreShortIfItSaysSo() throws Exception {
        Optional<String> usual = on(PunctualThread::new, PunctualThreadTest::slice);
        assumeTrue(usual.isPresent(), "this kernel does not tell how long turns are");
        assertEquals(Optional.of("100000"), on(PunctualThread::ofShortTurns, PunctualThreadTest::slice));
        assertEquals(usual, on(PunctualThread::new, PunctualThreadTest::slice));
    }

    private interface Account<T> {
        T read() throws IOException;
    }

    private static <T> T on(Function<Runnable, PunctualThread> kind, Account<T> account) throws Exception {
        FutureTask<T> task = new FutureTask<>(account::read);
        kind.apply(task).start();
        return task.get(10, TimeUnit.SECONDS);
    }

    private static String slack() throws IOException {
        Path thread = Files.readSymbolicLink(SELF).getFileName();
        return Files.readString(Path.of("/proc", thread.toString(), "timerslack_ns"))
                .strip();
    }

    private static Optional<String> slice() throws IOException {
        try (Stream<String> lines = Files.lines(SELF.resolve("sched"))) {
            return lines.filter(line -> line.startsWith("se.slice"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        }
    }
}
