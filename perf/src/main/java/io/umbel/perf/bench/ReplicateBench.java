package io.umbel.perf.bench;

import io.umbel.dpdk.Eal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Workers between captures that never end, one for each, and devices that swallow what they are given. One thread makes it,
 * measures with it and closes it.
 */
final class ReplicateBench implements AutoCloseable {
    /**
     * What it does.
     *
     * @param workers each with a capture and so many entries of its own
     * @param framesEach frames of each capture, as many as entries or more
     * @param capture where the frames are already, as {@link Streams} writes them, if there is one worker; null if they are
     *     to be written
     */
    record Plan(
            Scenario scenario,
            int workers,
            int framesEach,
            @Nullable Path capture) {
        int streams() {
            return scenario.entries() * workers;
        }

        /** In all captures. */
        int frames() {
            return framesEach * workers;
        }
    }

    private final Plan plan;
    private final boolean hugePages;
    private final BusyDataPlane busy;

    /** Starts forwarding. */
    ReplicateBench(Eal eal, PacketMemory memory, Plan plan) throws IOException {
        this.plan = plan;
        this.hugePages = memory.hugePages();
        this.busy = new BusyDataPlane(plan.streams());
        List<Path> captures = plan.capture() == null ? writeCaptures() : List.of(plan.capture());
        fill();
        busy.start(eal, captures, plan.scenario().branches(), plan.workers(), List.of(), memory.poolSize());
    }

    private List<Path> writeCaptures() throws IOException {
        int entries = plan.scenario().entries();
        List<Path> captures = new ArrayList<>();
        for (int worker = 0; worker < plan.workers(); worker++) {
            captures.add(busy.writeCapture(
                    worker * entries,
                    entries,
                    plan.framesEach(),
                    plan.scenario().frame()));
        }
        return captures;
    }

    private void fill() {
        int[] oifs = BusyDataPlane.sending(plan.workers(), plan.scenario().branches());
        for (int stream = 0; stream < plan.streams(); stream++) {
            busy.table().put(Streams.entry(stream, 1 + stream / plan.scenario().entries(), oifs));
        }
    }

    /** What it forwards from now on, for so long. */
    ReplicateResult measure(Duration duration) throws IOException, InterruptedException {
        Reading before = busy.read();
        Thread.sleep(duration);
        Reading after = busy.read();
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

    @Override
    public void close() throws IOException {
        busy.close();
    }
}
