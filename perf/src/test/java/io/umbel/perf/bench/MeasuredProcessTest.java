package io.umbel.perf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

class MeasuredProcessTest {
    @Test
    void whatAProgramPrintsIsReturned() throws Exception {
        try (MeasuredProcess process = new MeasuredProcess()) {
            assertEquals("42\n", process.run("echo", List.of("bash", "-c", "echo 42; echo noise >&2")));
        }
    }

    @Test
    void aProgramThatFailsIsReportedByNameAndItsOwnWords() throws IOException {
        try (MeasuredProcess process = new MeasuredProcess()) {
            IllegalStateException failure = assertThrows(
                    IllegalStateException.class,
                    () -> process.run("the ceiling", List.of("bash", "-c", "echo no memory >&2; exit 3")));
            assertEquals("the ceiling failed with exit status 3: no memory", failure.getMessage());
        }
    }

    @Test
    void itsDirectoryIsRemovedWithAllThatIsInIt() throws IOException {
        Path directory;
        try (MeasuredProcess process = new MeasuredProcess()) {
            directory = process.directory();
            Files.createFile(Files.createDirectory(directory.resolve("left")).resolve("behind"));
        }
        assertFalse(Files.exists(directory));
    }

    @Test
    @Timeout(30)
    void aProgramThatIsStoppedEndsWithTheThreadThatStartedIt() throws Exception {
        try (MeasuredProcess process = new MeasuredProcess()) {
            FutureTask<Long> starting = new FutureTask<>(
                    () -> process.start("a sleeper", List.of("bash", "-c", "echo ready; exec sleep 1000"))
                            .awaitReady()
                            .pid());
            Thread starter = Thread.ofPlatform().start(starting);
            Optional<ProcessHandle> sleeper = ProcessHandle.of(starting.get());
            starter.join();
            if (sleeper.isPresent()) {
                assertFalse(sleeper.get().onExit().get().isAlive());
            }
        }
    }

    @Test
    void nothingIsStartedAnyMoreOnceItIsEnding() throws IOException {
        MeasuredProcess process = new MeasuredProcess();
        process.close();
        assertThrows(InterruptedException.class, () -> process.run("true", List.of("true")));
    }
}
