package io.umbel.perf.bench;

import io.umbel.dpdk.EalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One worker and two, in turn; then one ceiling and two at once, in turn, which share nothing but the machine: what these gain is
 * what it has to give. As in a {@link Comparison}, what is not being measured is stopped.
 */
final class WorkersBench {
    private final ReplicateProgram ours;
    private final Comparison.Plan plan;
    private final Scenario scenario;
    private final LimitProgram limit;
    private final MeasuredProcess process;
    private final Path capture;
    private final PacketMemory memory;

    /** @param home Umbel's directory */
    WorkersBench(Path home, Comparison.Plan plan, Scenario scenario, LimitProgram limit, MeasuredProcess process)
            throws IOException {
        this.ours = new ReplicateProgram(home, plan);
        this.plan = plan;
        this.scenario = scenario;
        this.limit = limit;
        this.process = process;
        this.capture = process.directory().resolve("frames.pcap");
        Streams.writeCapture(capture, scenario.entries(), scenario.frame());
        this.memory = PacketMemory.forTwo(Streams.frames(scenario.entries()), EalOptions.freeHugePagesMiB());
    }

    WorkersResult run(Consumer<String> progress) throws IOException, InterruptedException {
        TimeLeft timeLeft = new TimeLeft(plan.pairs());
        List<WorkersResult.Start> starts = new ArrayList<>();
        for (int start = 1; start <= plan.pairs(); start++) {
            String where = scenario + ", start " + start + " of " + plan.pairs() + ", ";
            progress.accept(where + "ours" + timeLeft);
            List<WorkersResult.Turn> ours = ours();
            progress.accept(where + "the ceiling" + timeLeft);
            starts.add(new WorkersResult.Start(ours, ceilings()));
            timeLeft.oneMoreDone();
        }
        return WorkersResult.of(scenario, starts);
    }

    private List<WorkersResult.Turn> ours() throws IOException, InterruptedException {
        try (TurnTaker one = ours.start(process, scenario, "--workers=1").awaitReady();
                TurnTaker two = ours.start(process, scenario, "--workers=2").awaitReady()) {
            List<WorkersResult.Turn> turns = new ArrayList<>();
            for (int turn = 0; turn < plan.turns(); turn++) {
                Measured alone = one.turn();
                turns.add(new WorkersResult.Turn(alone, List.of(two.turn())));
            }
            return requireSums(ReplicateProgram.NAME, turns);
        }
    }

    private List<WorkersResult.Turn> ceilings() throws IOException, InterruptedException {
        try (TurnTaker first = limit.start(process, scenario, capture, memory).awaitReady();
                TurnTaker second =
                        limit.start(process, scenario, capture, memory).awaitReady()) {
            List<WorkersResult.Turn> turns = new ArrayList<>();
            for (int turn = 0; turn < plan.turns(); turn++) {
                Measured alone = first.turn();
                first.begin();
                second.begin();
                turns.add(new WorkersResult.Turn(alone, List.of(first.end(), second.end())));
            }
            return requireSums(LimitProgram.NAME, turns);
        }
    }

    /** As {@link Pair#requireSumsOf}. */
    private List<WorkersResult.Turn> requireSums(String program, List<WorkersResult.Turn> turns) {
        Measured.mean(turns.stream().map(WorkersResult.Turn::one).toList()).requireSumsOf(scenario, program);
        Measured.mean(turns.stream().flatMap(turn -> turn.two().stream()).toList())
                .requireSumsOf(scenario, program);
        return turns;
    }
}
