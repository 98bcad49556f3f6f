package io.umbel.perf.bench;

import io.umbel.dataplane.contract.Mfe;
import io.umbel.dpdk.Eal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Workers between captures that never end, one for each, and devices that swallow what they are given. */
final class ReplicateBench {
    /**
     * What it does.
     *
     * @param workers each with a capture and so many entries of its own
     * @param warmUp seconds before it measures
     * @param seconds that it measures
     * @param capture where the frames are already, as {@link Streams} writes them, if there is one worker; null if they are
     *     to be written
     */
    record Plan(
            Scenario scenario,
            int workers,
            int warmUp,
            int seconds,
            @Nullable Path capture) {
        int streams() {
            return scenario.entries() * workers;
        }

        /** In all captures. */
        int frames() {
            return Streams.frames(scenario.entries()) * workers;
        }
    }

    private ReplicateBench() {}

    static ReplicateResult run(Eal eal, PacketMemory memory, Plan plan, Consumer<String> progress)
            throws IOException, InterruptedException {
        Scenario scenario = plan.scenario();
        try (BusyDataPlane busy = new BusyDataPlane(plan.streams())) {
            List<Path> captures = plan.capture() == null ? writeCaptures(busy, plan) : List.of(plan.capture());
            fill(busy, plan);
            busy.start(eal, captures, scenario.branches(), plan.workers(), memory.poolSize());
            progress.accept("warming up for " + plan.warmUp() + " s");
            Thread.sleep(1000L * plan.warmUp());
            progress.accept("measuring for " + plan.seconds() + " s");
            Reading before = busy.read();
            Thread.sleep(1000L * plan.seconds());
            Reading after = busy.read();
            return result(memory.hugePages(), plan, before, after);
        }
    }

    private static List<Path> writeCaptures(BusyDataPlane busy, Plan plan) throws IOException {
        int entries = plan.scenario().entries();
        List<Path> captures = new ArrayList<>();
        for (int worker = 0; worker < plan.workers(); worker++) {
            captures.add(
                    busy.writeCapture(worker * entries, entries, plan.scenario().frame()));
        }
        return captures;
    }

    private static void fill(BusyDataPlane busy, Plan plan) {
        int[] oifs = IntStream.rangeClosed(1, plan.scenario().branches())
                .map(branch -> plan.workers() + branch)
                .toArray();
        for (int stream = 0; stream < plan.streams(); stream++) {
            busy.table()
                    .put(Mfe.builder(Streams.source(stream), Streams.group(stream))
                            .iif(1 + stream / plan.scenario().entries())
                            .oifs(oifs)
                            .version(1)
                            .build());
        }
    }

    private static ReplicateResult result(boolean hugePages, Plan plan, Reading before, Reading after) {
        double sent = (after.sent() - before.sent()) / 1e6;
        Scenario scenario = plan.scenario();
        return new ReplicateResult(
                scenario.frame(),
                scenario.branches(),
                scenario.entries(),
                plan.workers(),
                after.secondsSince(before),
                after.rxMppsSince(before),
                sent / after.secondsSince(before),
                after.cpuRxMppsSince(before),
                sent / after.workerSecondsSince(before),
                after.drops() - before.drops(),
                hugePages);
    }
}
