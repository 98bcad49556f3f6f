package io.umbel.perf.bench;

import io.umbel.dpdk.EalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs ours and the ceiling side by side, on the same frames and devices, and measures them in turn: a tenth of a second one,
 * while the other is stopped, then the other. What a shared machine gives changes within a second by more than the two differ.
 */
final class Comparison {
    /** How long each is measured at a time. */
    static final Duration TURN = Duration.ofMillis(100);

    /**
     * How it is measured.
     *
     * @param pairs starts of ours in a scenario
     * @param warmUp seconds before ours is measured
     * @param seconds that each is measured, after each start
     */
    record Plan(int pairs, int warmUp, int seconds) {
        int turns() {
            return (int) (Duration.ofSeconds(seconds).toMillis() / TURN.toMillis());
        }
    }

    private final ReplicateProgram ours;
    private final LimitProgram limit;
    private final Plan plan;
    private final MeasuredProcess process;
    private final Consumer<String> progress;

    /**
     * @param home Umbel's directory
     * @param progress is told what is being done and how long it may take yet
     */
    Comparison(Path home, LimitProgram limit, Plan plan, MeasuredProcess process, Consumer<String> progress) {
        this.ours = new ReplicateProgram(home, plan);
        this.limit = limit;
        this.plan = plan;
        this.process = process;
        this.progress = progress;
    }

    /** @throws IllegalStateException in one sentence, if a program fails, or memory is short for a scenario */
    List<ScenarioResult> run(List<Scenario> scenarios) throws IOException, InterruptedException {
        TimeLeft timeLeft = new TimeLeft(scenarios.size() * plan.pairs());
        List<ScenarioResult> results = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            results.add(run(scenario, timeLeft));
        }
        return results;
    }

    private ScenarioResult run(Scenario scenario, TimeLeft timeLeft) throws IOException, InterruptedException {
        Path capture = process.directory().resolve("frames.pcap");
        Files.deleteIfExists(capture);
        Streams.writeCapture(capture, scenario.entries(), scenario.frame());
        PacketMemory memory = PacketMemory.forTwo(Streams.frames(scenario.entries()), EalOptions.freeHugePagesMiB());
        List<Pair> pairs = new ArrayList<>();
        for (int pair = 1; pair <= plan.pairs(); pair++) {
            String where = scenario + ", pair " + pair + " of " + plan.pairs() + ": ";
            progress.accept(where + "warming up" + timeLeft);
            // The ceiling tries its two ways while it warms up; alone, it is ready before ours has begun to forward.
            try (TurnTaker ceiling =
                            limit.start(process, scenario, capture, memory).awaitReady();
                    TurnTaker mine = ours.start(process, scenario, "--capture=" + capture)
                            .awaitReady()) {
                Pair both = measure(mine, ceiling, turn -> progress.accept(where + turn + timeLeft));
                pairs.add(both.requireSumsOf(scenario));
            }
            timeLeft.oneMoreDone();
        }
        return ScenarioResult.of(scenario, pairs);
    }

    private Pair measure(TurnTaker ours, TurnTaker ceiling, Consumer<String> progress)
            throws IOException, InterruptedException {
        List<Pair.Turn> turns = new ArrayList<>();
        while (turns.size() < plan.turns()) {
            progress.accept("turn " + (turns.size() + 1) + " of " + plan.turns());
            // Who is first changes, so that a machine that gets slower all the while is nobody's advantage.
            if (turns.size() % 2 == 0) {
                Measured mine = ours.turn();
                turns.add(new Pair.Turn(mine, ceiling.turn()));
            } else {
                Measured its = ceiling.turn();
                turns.add(new Pair.Turn(ours.turn(), its));
            }
        }
        return new Pair(turns);
    }
}
