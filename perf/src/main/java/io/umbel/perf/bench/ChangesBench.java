package io.umbel.perf.bench;

import io.umbel.dpdk.Eal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One worker at full speed, without and with changes of its table, in turn in one process; and then changes alone. */
final class ChangesBench {
    /**
     * What it does.
     *
     * @param cores that the worker has to itself: one, or none if it shares them with all others
     * @param rate changes a second
     * @param pairs turns of each
     * @param warmUp seconds, with changes, before it measures
     * @param seconds of each turn
     */
    record Plan(Population population, List<Integer> cores, int rate, int pairs, int warmUp, int seconds) {}

    /** What was measured while frames were forwarded. */
    private record WithTraffic(List<ChangesResult.Turn> turns, VisibleTimes visible) {}

    private ChangesBench() {}

    static ChangesResult run(Eal eal, PacketMemory memory, Plan plan, Consumer<String> progress)
            throws IOException, InterruptedException {
        WithTraffic with = withTraffic(eal, memory, plan, progress);
        VisibleTimes without = withoutTraffic(eal, memory, plan, progress);
        return ChangesResult.of(plan, with.turns, with.visible, without, memory.hugePages());
    }

    private static WithTraffic withTraffic(Eal eal, PacketMemory memory, Plan plan, Consumer<String> progress)
            throws IOException, InterruptedException {
        Population population = plan.population();
        try (BusyDataPlane busy = new BusyDataPlane(population.streams())) {
            ChangeSequence sequence = new ChangeSequence(population, busy.table(), busy.changes());
            sequence.fill();
            start(eal, busy, population, 1, plan.cores(), memory);
            progress.accept("warming up for " + plan.warmUp() + " s");
            try (Publishing _ = new Publishing(sequence, plan.rate(), new VisibleTimes(busy.view(0)))) {
                Thread.sleep(1000L * plan.warmUp());
            }
            VisibleTimes visible = new VisibleTimes(busy.view(0));
            List<ChangesResult.Turn> turns = new ArrayList<>();
            for (int pair = 1; pair <= plan.pairs(); pair++) {
                progress.accept("turn " + pair + " of " + plan.pairs());
                turns.add(turn(busy, sequence, plan, visible));
            }
            return new WithTraffic(turns, visible);
        }
    }

    private static VisibleTimes withoutTraffic(Eal eal, PacketMemory memory, Plan plan, Consumer<String> progress)
            throws IOException, InterruptedException {
        Population population = plan.population();
        int seconds = plan.pairs() * plan.seconds();
        try (BusyDataPlane resting = new BusyDataPlane(population.streams())) {
            ChangeSequence sequence = new ChangeSequence(population, resting.table(), resting.changes());
            sequence.fill();
            resting.startWithoutTraffic(
                    eal, Population.RECEIVING, population.outgoing(), plan.cores(), memory.poolSize());
            progress.accept("without traffic, for " + seconds + " s");
            VisibleTimes visible = new VisibleTimes(resting.view(0));
            try (Publishing _ = new Publishing(sequence, plan.rate(), visible)) {
                Thread.sleep(1000L * seconds);
            }
            return visible;
        }
    }

    /** Starts forwarding the streams of a population. */
    static void start(
            Eal eal, BusyDataPlane busy, Population population, int workers, List<Integer> cores, PacketMemory memory)
            throws IOException {
        List<Path> captures = List.of(
                busy.writeCapture(Population.firstStaying(), population.forwarded(), Population.STAYING_FRAME),
                busy.writeCapture(population.firstPassing(), population.forwarded(), Population.PASSING_FRAME));
        busy.start(eal, captures, population.outgoing(), workers, cores, memory.poolSize());
    }

    private static ChangesResult.Turn turn(BusyDataPlane busy, ChangeSequence sequence, Plan plan, VisibleTimes visible)
            throws IOException, InterruptedException {
        Reading quiet = busy.read();
        Thread.sleep(1000L * plan.seconds());
        Reading quietEnd = busy.read();
        try (Publishing publishing = new Publishing(sequence, plan.rate(), visible)) {
            Reading changing = busy.read();
            long before = publishing.made();
            Thread.sleep(1000L * plan.seconds());
            Reading changingEnd = busy.read();
            long made = publishing.made() - before;
            return new ChangesResult.Turn(
                    quietEnd.rxMppsSince(quiet),
                    changingEnd.rxMppsSince(changing),
                    quietEnd.cpuRxMppsSince(quiet),
                    changingEnd.cpuRxMppsSince(changing),
                    made / changingEnd.secondsSince(changing));
        }
    }
}
