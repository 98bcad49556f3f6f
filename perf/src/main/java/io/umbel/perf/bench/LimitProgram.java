package io.umbel.perf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The C program that is the ceiling: {@code perf/limit/limit.c}. */
final class LimitProgram {
    static final String NAME = "the ceiling";

    private final Path binary;

    /** @throws IllegalArgumentException in part of a sentence, if it is no program */
    LimitProgram(Path binary) {
        if (!Files.isRegularFile(binary) || !Files.isExecutable(binary)) {
            throw new IllegalArgumentException("is " + binary + ", which is not a program that can be run");
        }
        this.binary = binary.toAbsolutePath();
    }

    /**
     * The program from the source that comes with Umbel, built for this machine if that hasn't been done.
     *
     * @param home Umbel's directory
     * @throws IllegalStateException in one sentence, if the compiler refuses
     */
    static LimitProgram ofThisHouse(Path home, MeasuredProcess process) throws IOException, InterruptedException {
        return new LimitProgram(CSource.LIMIT.compiled(home, process));
    }

    /** Starts it in a new process, to be measured by turns. */
    TurnTaker start(MeasuredProcess process, Scenario scenario, Path capture, PacketMemory memory)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "--capture=" + capture,
                "--branches=" + scenario.branches(),
                "--pool=" + memory.poolSize(),
                "--memory=" + memory.mebibytes(),
                "--turns",
                "--seconds=" + Comparison.TURN.toMillis() / 1000.0));
        if (!memory.hugePages()) {
            command.add("--no-huge");
        }
        return process.start(NAME, command);
    }
}
