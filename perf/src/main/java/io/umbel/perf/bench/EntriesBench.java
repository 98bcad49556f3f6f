package io.umbel.perf.bench;

import io.umbel.dpdk.EalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One entry, one entry with as many frames as there are many entries, and many entries, in turn; first ours, then the ceiling. As
 * in a {@link Comparison}, what is not being measured is stopped.
 */
final class EntriesBench {
    /**
     * What is replicated, of how many frames.
     *
     * @param capture where these are
     */
    private record Load(Scenario scenario, int frames, Path capture) {}

    /** Starts a program with that to do. */
    @FunctionalInterface
    private interface Starter {
        TurnTaker start(Load load) throws IOException, InterruptedException;
    }

    private final ReplicateProgram ours;
    private final Comparison.Plan plan;
    private final LimitProgram limit;
    private final MeasuredProcess process;
    private final Load one;
    private final Load asManyFrames;
    private final Load all;

    /** @param home Umbel's directory */
    EntriesBench(Path home, Comparison.Plan plan, Scenario many, LimitProgram limit, MeasuredProcess process)
            throws IOException {
        this.ours = new ReplicateProgram(home, plan);
        this.plan = plan;
        this.limit = limit;
        this.process = process;
        Scenario alone = new Scenario(many.frame(), many.branches(), 1);
        int frames = Streams.frames(many.entries());
        // Refuses before anything is written or started.
        PacketMemory.forTwo(frames, EalOptions.freeHugePagesMiB());
        this.one = load("one", alone, Streams.frames(1));
        this.asManyFrames = load("asManyFrames", alone, frames);
        this.all = load("all", many, frames);
    }

    private Load load(String name, Scenario scenario, int frames) throws IOException {
        Path capture = process.directory().resolve(name + ".pcap");
        Streams.writeCapture(capture, 0, scenario.entries(), frames, scenario.frame());
        return new Load(scenario, frames, capture);
    }

    EntriesResult run(Consumer<String> progress) throws IOException, InterruptedException {
        TimeLeft timeLeft = new TimeLeft(plan.pairs());
        List<EntriesResult.Start> starts = new ArrayList<>();
        for (int start = 1; start <= plan.pairs(); start++) {
            String where = all.scenario + ", start " + start + " of " + plan.pairs() + ", ";
            progress.accept(where + "ours" + timeLeft);
            List<EntriesResult.Turn> mine = turns(ReplicateProgram.NAME, this::startOurs);
            progress.accept(where + "the ceiling" + timeLeft);
            starts.add(new EntriesResult.Start(mine, turns(LimitProgram.NAME, this::startCeiling)));
            timeLeft.oneMoreDone();
        }
        return EntriesResult.of(all.scenario, starts);
    }

    private TurnTaker startOurs(Load load) throws IOException, InterruptedException {
        return ours.start(process, load.scenario, "--frames=" + load.frames, "--capture=" + load.capture);
    }

    private TurnTaker startCeiling(Load load) throws IOException, InterruptedException {
        return limit.start(
                process, load.scenario, load.capture, PacketMemory.of(load.frames, EalOptions.freeHugePagesMiB()));
    }

    private List<EntriesResult.Turn> turns(String program, Starter starter) throws IOException, InterruptedException {
        try (TurnTaker withOne = starter.start(one).awaitReady();
                TurnTaker withAsManyFrames = starter.start(asManyFrames).awaitReady();
                TurnTaker withAll = starter.start(all).awaitReady()) {
            List<EntriesResult.Turn> turns = new ArrayList<>();
            for (int turn = 0; turn < plan.turns(); turn++) {
                turns.add(new EntriesResult.Turn(withOne.turn(), withAsManyFrames.turn(), withAll.turn()));
            }
            requireSums(one, program, turns, EntriesResult.Turn::one);
            requireSums(asManyFrames, program, turns, EntriesResult.Turn::asManyFrames);
            requireSums(all, program, turns, EntriesResult.Turn::all);
            return turns;
        }
    }

    private static void requireSums(
            Load load, String program, List<EntriesResult.Turn> turns, Function<EntriesResult.Turn, Measured> which) {
        Measured.mean(turns.stream().map(which).toList()).requireSumsOf(load.scenario, program);
    }
}
