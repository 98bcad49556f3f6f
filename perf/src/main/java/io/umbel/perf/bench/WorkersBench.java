package io.umbel.perf.bench;

import io.umbel.dpdk.EalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * One worker and two in turn, each time a new process; and one ceiling and two at once in turn, which share nothing but the
 * machine: what these gain is what it has to give.
 */
final class WorkersBench {
    private final ReplicateProgram ours;
    private final Comparison.Plan plan;
    private final Scenario scenario;
    private final LimitProgram limit;
    private final List<MeasuredProcess> processes;
    private final Path capture;
    private final PacketMemory ceilingMemory;

    /**
     * @param home Umbel's directory
     * @param processes two, to run the ceiling in at once; of the first also ours
     */
    WorkersBench(
            Path home, Comparison.Plan plan, Scenario scenario, LimitProgram limit, List<MeasuredProcess> processes)
            throws IOException {
        this.ours = new ReplicateProgram(home, plan);
        this.plan = plan;
        this.scenario = scenario;
        this.limit = limit;
        this.processes = List.copyOf(processes);
        this.capture = processes.getFirst().directory().resolve("frames.pcap");
        Streams.writeCapture(capture, scenario.entries(), scenario.frame());
        // The same kind of pages for one as for two.
        this.ceilingMemory =
                PacketMemory.of(Streams.frames(scenario.entries()), EalOptions.freeHugePagesMiB() / processes.size());
    }

    WorkersResult run(Consumer<String> progress) throws IOException, InterruptedException {
        TimeLeft timeLeft = new TimeLeft(plan.pairs());
        List<WorkersResult.Round> rounds = new ArrayList<>();
        for (int round = 1; round <= plan.pairs(); round++) {
            String where = scenario + ", round " + round + " of " + plan.pairs() + ", ";
            progress.accept(where + "ours" + timeLeft);
            Measured one = ours(1);
            Measured two = ours(2);
            progress.accept(where + "the ceiling" + timeLeft);
            rounds.add(new WorkersResult.Round(one, two, ceilings(1).getFirst(), ceilings(processes.size())));
            timeLeft.oneMoreDone();
        }
        return WorkersResult.of(scenario, rounds);
    }

    private Measured ours(int workers) throws IOException, InterruptedException {
        return ours.measure(processes.getFirst(), scenario, "--workers=" + workers);
    }

    /** What so many at once measured. They start together, warm up equally long, and are measured equally long. */
    private List<Measured> ceilings(int atOnce) throws IOException, InterruptedException {
        List<String> command = limit.command(scenario, capture, ceilingMemory, plan.seconds());
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            List<Future<String>> running = processes.stream()
                    .limit(atOnce)
                    .map(process -> threads.submit(() -> process.run(LimitProgram.NAME, command)))
                    .toList();
            List<Measured> measured = new ArrayList<>();
            for (Future<String> each : running) {
                measured.add(Measured.parse(LimitProgram.NAME, each.get()).requireSumsOf(scenario, LimitProgram.NAME));
            }
            return measured;
        } catch (ExecutionException e) {
            throw new IllegalStateException(LimitProgram.NAME + " failed: " + e.getCause(), e);
        }
    }
}
