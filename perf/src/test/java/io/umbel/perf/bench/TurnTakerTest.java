package io.umbel.perf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** With a shell in the part of the program that is measured. */
class TurnTakerTest {
    private static final String ANSWER =
            "{\"rxMpps\":1,\"txMpps\":4,\"cpuRxMpps\":1,\"cpuTxMpps\":4,\"drops\":'$n',\"hugePages\":true}";

    @Test
    void eachTurnIsAnsweredOnce() throws Exception {
        try (MeasuredProcess processes = new MeasuredProcess();
                TurnTaker program = shell(
                        processes,
                        "echo EAL: noise; echo ready; while read -r line; do n=$((n+1)); echo '" + ANSWER
                                + "'; done")) {
            program.awaitReady();
            assertEquals(
                    List.of(1L, 2L),
                    List.of(program.turn().drops(), program.turn().drops()));
        }
    }

    @Test
    @Timeout(10)
    void betweenTurnsAllOfTheProgramIsStopped() throws Exception {
        try (MeasuredProcess processes = new MeasuredProcess();
                TurnTaker program = shell(processes, "echo ready; exec sleep 60")) {
            program.awaitReady();
            while (!isStopped(program.pid())) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aProgramThatFailsBeforeItIsReadyIsReportedByNameAndItsOwnWords() throws IOException, InterruptedException {
        try (MeasuredProcess processes = new MeasuredProcess();
                TurnTaker program = shell(processes, "echo no memory >&2; exit 3")) {
            IllegalStateException failure = assertThrows(IllegalStateException.class, program::awaitReady);
            assertEquals("the shell failed with exit status 3: no memory", failure.getMessage());
        }
    }

    @Test
    void aProgramThatEndsInItsTurnIsReportedToo() throws Exception {
        try (MeasuredProcess processes = new MeasuredProcess();
                TurnTaker program = shell(processes, "echo ready; read -r line; echo worn out >&2; exit 4")) {
            program.awaitReady();
            IllegalStateException failure = assertThrows(IllegalStateException.class, program::turn);
            assertEquals("the shell failed with exit status 4: worn out", failure.getMessage());
        }
    }

    /** As proc_pid_stat(5) says: the state follows the name, which is in brackets. */
    private static boolean isStopped(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") T ");
    }

    private static TurnTaker shell(MeasuredProcess processes, String script) throws IOException, InterruptedException {
        return processes.start("the shell", List.of("bash", "-c", script));
    }
}
