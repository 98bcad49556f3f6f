package io.umbel.perf.bench;

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
        return process.start(NAME, process.umbel(home, arguments(scenario, List.of(more))));
    }

    private String[] arguments(Scenario scenario, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(
                "bench",
                "replicate",
                "--json",
                "--frame=" + scenario.frame(),
                "--branches=" + scenario.branches(),
                "--entries=" + scenario.entries(),
                "--warm-up=" + plan.warmUp(),
                "--turn=" + Comparison.TURN.toMillis()));
        arguments.addAll(more);
        return arguments.toArray(String[]::new);
    }
}
