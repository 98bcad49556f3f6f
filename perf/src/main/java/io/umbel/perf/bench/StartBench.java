package io.umbel.perf.bench;

import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.forward.DataPlane;
import io.umbel.dpdk.Eal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a start goes: when ports are open, when frames are forwarded at full rate, and what is lost meanwhile. Every start is a
 * process of its own.
 */
final class StartBench {
    private static final String NAME = "umbel bench start";
    private static final int STREAM = 0;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * What is measured.
     *
     * @param percent the load at which frames may be lost
     * @param seconds of the start; as many are watched after them
     * @param rounds see {@link StartResult.Round}
     */
    record Plan(Scenario scenario, int percent, int seconds, int rounds) {}

    private final Path home;
    private final Plan plan;
    private final MeasuredProcess process;

    /** @param home Umbel's directory */
    StartBench(Path home, Plan plan, MeasuredProcess process) {
        this.home = home;
        this.plan = plan;
        this.process = process;
    }

    StartResult run(Consumer<String> progress) throws IOException, InterruptedException {
        Path sender = CSource.SENDER.compiled(home, process);
        TimeLeft timeLeft = new TimeLeft(2 * plan.rounds());
        List<StartResult.Round> rounds = new ArrayList<>();
        for (int round = 1; round <= plan.rounds(); round++) {
            String where = plan.scenario() + ", round " + round + " of " + plan.rounds() + ", ";
            progress.accept(where + "full rate" + timeLeft);
            Start full = start(sender, 0);
            timeLeft.oneMoreDone();
            progress.accept(where + plan.percent() + " %" + timeLeft);
            Start loaded = start(sender, full.fullRate() * plan.percent() / 100);
            timeLeft.oneMoreDone();
            rounds.add(new StartResult.Round(full, loaded));
        }
        return new StartResult(plan.scenario(), plan.percent(), rounds);
    }

    private Start start(Path sender, double rate) throws IOException, InterruptedException {
        List<String> command = process.umbel(
                home,
                "bench",
                "start",
                "--frame=" + plan.scenario().frame(),
                "--branches=" + plan.scenario().branches(),
                "--seconds=" + plan.seconds(),
                "--sender=" + sender,
                "--offer=" + rate);
        return JsonMapper.shared().readValue(process.run(NAME, command), Start.class);
    }

    /**
     * In that process: starts, and forwards what is offered.
     *
     * @param rate frames a second; 0: as many as are taken
     */
    static Start watch(Eal eal, PacketMemory memory, Plan plan, Sender sender, double rate)
            throws IOException, InterruptedException {
        Scenario scenario = plan.scenario();
        byte[] frame = Streams.frame(STREAM, scenario.frame());
        try (BusyDataPlane busy = new BusyDataPlane(1)) {
            busy.table().put(Streams.entry(STREAM, 1, BusyDataPlane.sending(1, scenario.branches())));
            // Left to itself, the kernel has the worker share the core of the sender, which started it, for some tenths
            // of a second, and then those of whatever else runs.
            busy.startAtRing(eal, scenario.branches(), memory.poolSize(), BusyDataPlane.coreOfItsOwn());
            double open = sinceProcessStart().toMillis() / 1000.0;
            List<Offer> offers = sender.offer(
                    BusyDataPlane.RING, DataPlane.POOL, frame, rate, Start.SPAN, Start.spans(2 * plan.seconds()));
            awaitReceived(busy, Offer.sum(offers).taken());
            busy.stop();
            return new Start(
                    open, offers, CounterSnapshot.take(busy.directory()).count(Fate.FORWARDED));
        }
    }

    private static Duration sinceProcessStart() {
        Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
        return Duration.between(started, Instant.now());
    }

    /** The last frames are still in the ring. */
    private static void awaitReceived(BusyDataPlane busy, long frames) throws InterruptedException {
        Instant until = Instant.now().plus(PATIENCE);
        while (CounterSnapshot.take(busy.directory()).frames() < frames) {
            if (Instant.now().isAfter(until)) {
                throw new IllegalStateException(
                        "the worker did not receive what the device took within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(Start.SPAN);
        }
    }
}
