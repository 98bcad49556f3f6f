package io.umbel.perf.bench;

import io.umbel.perf.lab.UmbelProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ours, as a process of its own that is measured: {@code umbel bench replicate}. */
final class ReplicateProgram {
    static final String NAME = "umbel bench replicate";

    private final Path home;
    private final Comparison.Plan plan;

    /** @param home Umbel's directory */
    ReplicateProgram(Path home, Comparison.Plan plan) {
        this.home = home;
        this.plan = plan;
    }

    /**
     * Starts it in a new process, to be measured by turns.
     *
     * @param more options beside the scenario's and the plan's
     */
    TurnTaker start(MeasuredProcess process, Scenario scenario, String... more)
            throws IOException, InterruptedException {
        return process.start(NAME, command(process, scenario, List.of(more)));
    }

    private List<String> command(MeasuredProcess process, Scenario scenario, List<String> more) {
        List<String> command = new ArrayList<>(UmbelProcess.command(
                home,
                "bench",
                "replicate",
                "--json",
                "--frame=" + scenario.frame(),
                "--branches=" + scenario.branches(),
                "--entries=" + scenario.entries(),
                "--warm-up=" + plan.warmUp(),
                "--turn=" + Comparison.TURN.toMillis()));
        command.addAll(more);
        // What it leaves if it is killed.
        command.add(1, "-Djava.io.tmpdir=" + process.directory());
        return command;
    }
}
