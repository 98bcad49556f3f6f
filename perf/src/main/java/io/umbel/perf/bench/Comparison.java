package io.umbel.perf.bench;

import io.umbel.dpdk.EalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs ours, each time a new process, and the ceiling in turn, on the same frames and devices. */
final class Comparison {
    /**
     * How it is measured.
     *
     * @param pairs runs of each in a scenario
     * @param warmUp seconds before ours is measured
     * @param seconds that each is measured
     */
    record Plan(int pairs, int warmUp, int seconds) {}

    private static final String CEILING = "the ceiling";

    private final ReplicateProgram ours;
    private final Plan plan;
    private final MeasuredProcess process;
    private final Consumer<String> progress;

    /**
     * @param home Umbel's directory
     * @param progress is told what is being done and how long it may take yet
     */
    Comparison(Path home, Plan plan, MeasuredProcess process, Consumer<String> progress) {
        this.ours = new ReplicateProgram(home, plan);
        this.plan = plan;
        this.process = process;
        this.progress = progress;
    }

    /** @throws IllegalStateException in one sentence, if a program fails, or memory is short for a scenario */
    List<ScenarioResult> run(LimitProgram limit, List<Scenario> scenarios) throws IOException, InterruptedException {
        TimeLeft timeLeft = new TimeLeft(scenarios.size() * plan.pairs());
        List<ScenarioResult> results = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            Path capture = write(scenario);
            List<ScenarioResult.Pair> pairs = new ArrayList<>();
            for (int pair = 1; pair <= plan.pairs(); pair++) {
                String where = scenario + ", pair " + pair + " of " + plan.pairs() + ", ";
                progress.accept(where + "ours" + timeLeft);
                Measured ours = ours(scenario, capture);
                progress.accept(where + "the ceiling" + timeLeft);
                pairs.add(new ScenarioResult.Pair(ours, ceiling(limit, scenario, capture, ours.hugePages())));
                timeLeft.oneMoreDone();
            }
            results.add(ScenarioResult.of(scenario, pairs));
        }
        return results;
    }

    /** Runs ours so many times, each time a new process. */
    List<Measured> coldStarts(Scenario scenario, int starts) throws IOException, InterruptedException {
        TimeLeft timeLeft = new TimeLeft(starts);
        Path capture = write(scenario);
        List<Measured> results = new ArrayList<>();
        for (int start = 1; start <= starts; start++) {
            progress.accept(scenario + ", start " + start + " of " + starts + timeLeft);
            results.add(ours(scenario, capture));
            timeLeft.oneMoreDone();
        }
        return results;
    }

    private Path write(Scenario scenario) throws IOException {
        Path capture = process.directory().resolve("frames.pcap");
        Files.deleteIfExists(capture);
        Streams.writeCapture(capture, scenario.entries(), scenario.frame());
        return capture;
    }

    private Measured ours(Scenario scenario, Path capture) throws IOException, InterruptedException {
        return ours.measure(process, scenario, "--capture=" + capture);
    }

    private Measured ceiling(LimitProgram limit, Scenario scenario, Path capture, boolean hugePages)
            throws IOException, InterruptedException {
        // Like against like: if the huge pages sufficed for ours, they do now.
        long free = hugePages ? EalOptions.freeHugePagesMiB() : 0;
        PacketMemory memory = PacketMemory.of(Streams.frames(scenario.entries()), free);
        if (memory.hugePages() != hugePages) {
            throw new IllegalStateException("another program took the huge pages between two runs of " + scenario);
        }
        List<String> command = limit.command(scenario, capture, memory, plan.seconds());
        return Measured.parse(CEILING, process.run(CEILING, command)).requireSumsOf(scenario, CEILING);
    }
}
