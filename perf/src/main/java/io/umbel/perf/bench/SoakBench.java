package io.umbel.perf.bench;

import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.MfeCounterFile;
import io.umbel.dpdk.Eal;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Workers at full speed for long, while the table changes all the time; then all that must add up is added up. */
final class SoakBench {
    /** What the sum is called that is 0 as long as workers leave the heap alone. */
    static final String ALLOCATED = "octets that workers allocated";

    private static final int SLICES = 10;
    private static final long LONG_SAFEPOINT_NANOS = 1_000_000;

    /**
     * What it does.
     *
     * @param workers 1 or 2
     * @param rate changes a second
     * @param warmUp until it counts what workers allocate
     * @param steady how long it runs then
     */
    record Plan(Population population, int workers, int rate, Duration warmUp, Duration steady) {}

    /** What was seen of the JVM while all was warm. */
    private record Steady(
            double mppsIn, double changes, long workerOctets, long collections, List<SafepointLog.Safepoint> all) {}

    private SoakBench() {}

    static SoakResult run(Eal eal, PacketMemory memory, Plan plan, Consumer<String> progress)
            throws IOException, InterruptedException {
        Population population = plan.population();
        try (BusyDataPlane busy = new BusyDataPlane(population.streams())) {
            ChangeSequence sequence = new ChangeSequence(population, busy.table(), busy.changes());
            sequence.fill();
            ChangesBench.start(eal, busy, population, plan.workers(), List.of(), memory);
            Steady steady;
            long changes;
            try (Publishing publishing = new Publishing(sequence, plan.rate(), null)) {
                progress.accept("warming up for " + plan.warmUp().toSeconds() + " s");
                Thread.sleep(plan.warmUp());
                steady = steady(busy, publishing, plan, progress);
                changes = publishing.made();
            }
            int missing = busy.stop();
            return result(plan, busy, steady, changes, missing);
        }
    }

    private static Steady steady(BusyDataPlane busy, Publishing publishing, Plan plan, Consumer<String> progress)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("umbel-safepoints", ".log");
        try (SafepointLog safepoints = new SafepointLog(log)) {
            Reading before = busy.read();
            long octets = WorkerAllocation.octets();
            long collections = collections();
            long changes = publishing.made();
            for (int slice = 1; slice <= SLICES; slice++) {
                Thread.sleep(plan.steady().dividedBy(SLICES));
                progress.accept(slice * 100 / SLICES + " %");
            }
            long allocated = WorkerAllocation.octets() - octets;
            Reading after = busy.read();
            return new Steady(
                    after.rxMppsSince(before),
                    (publishing.made() - changes) / after.secondsSince(before),
                    allocated,
                    collections() - collections,
                    safepoints.safepoints());
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static SoakResult result(Plan plan, BusyDataPlane busy, Steady steady, long changes, int missing) {
        CounterSnapshot counters = CounterSnapshot.take(busy.directory());
        List<Invariants.Sum> sums = new ArrayList<>();
        try (MfeCounterFile entries = MfeCounterFile.open(busy.directory())) {
            sums.addAll(Invariants.of(plan.population(), counters, entries));
        }
        sums.add(new Invariants.Sum("mbufs that did not come back", 0, missing));
        sums.add(new Invariants.Sum(ALLOCATED, 0, steady.workerOctets()));
        List<SafepointLog.Safepoint> late = steady.all().stream()
                .filter(each -> each.nanos() > LONG_SAFEPOINT_NANOS)
                .toList();
        return new SoakResult(
                plan.workers(),
                plan.steady().toMillis() / 1e3,
                steady.mppsIn(),
                counters.frames(),
                changes,
                steady.changes(),
                counters.count(Fate.HELD),
                counters.count(ExchangeCounter.HELD_EXPIRED),
                steady.collections(),
                steady.all().size(),
                late,
                sums);
    }
}
