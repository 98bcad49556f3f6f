package io.umbel.perf.bench;

import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.Injections;
import io.umbel.dataplane.contract.InterfaceCounter;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.PortCounter;
import io.umbel.dataplane.contract.Punts;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.dataplane.contract.Upcalls;
import io.umbel.dataplane.forward.DataPlane;
import io.umbel.dataplane.forward.DataPlaneSettings;
import io.umbel.dataplane.forward.HoldSettings;
import io.umbel.dataplane.forward.InterfaceSettings;
import io.umbel.dpdk.Eal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One worker between a capture that never ends and devices that swallow what they are given. */
final class ReplicateBench {
    private static final int MTU = 1500;
    private static final int LEAST_CAPACITY = 1000;
    private static final long LOOK_AGAIN_NANOS = 200_000;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final long NANOS_A_SECOND = 1_000_000_000;

    /**
     * What it does.
     *
     * @param warmUp seconds before it measures
     * @param seconds that it measures
     * @param capture where the frames are already, as {@link Streams} writes them; null if they are to be written
     */
    record Plan(
            Scenario scenario,
            int warmUp,
            int seconds,
            @Nullable Path capture) {}

    /** The counters, when they were read, and what processor time the worker had had. */
    private record Reading(long timeNs, long workerNs, CounterSnapshot counters) {
        /**
         * Waits until the counters have just been published, all of them, so that they are of the time that is read with
         * them: with a million entries it can be seconds from one publication to the next.
         */
        static Reading take(SharedDirectory directory) throws IOException {
            long begun = System.nanoTime();
            long published = lastPublished(directory);
            while (lastPublished(directory) == published) {
                if (System.nanoTime() - begun > PATIENCE_NANOS) {
                    throw new IOException("the data plane published no new counters for "
                            + PATIENCE_NANOS / NANOS_A_SECOND + " s, so nothing can be measured");
                }
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
            return new Reading(System.nanoTime(), new WorkerTime().nanos(), CounterSnapshot.take(directory));
        }

        /** A counter that is always at work, of those that are published last. */
        private static long lastPublished(SharedDirectory directory) {
            CounterSnapshot.Port last = CounterSnapshot.take(directory).ports().getLast();
            return Objects.requireNonNull(last.counts().get(PortCounter.DEVICE_TX_FRAMES));
        }

        double secondsSince(Reading earlier) {
            return (double) (timeNs - earlier.timeNs) / NANOS_A_SECOND;
        }

        double workerSecondsSince(Reading earlier) {
            return (double) (workerNs - earlier.workerNs) / NANOS_A_SECOND;
        }

        long sent() {
            return sum(InterfaceCounter.OUT_PACKETS);
        }

        long drops() {
            return counters.frames()
                    - counters.count(Fate.FORWARDED)
                    + sum(InterfaceCounter.OUT_DISCARDS)
                    + sum(InterfaceCounter.OUT_TOO_BIG);
        }

        private long sum(InterfaceCounter counter) {
            return counters.interfaces().stream()
                    .mapToLong(each -> each.counts().get(counter))
                    .sum();
        }
    }

    private ReplicateBench() {}

    static ReplicateResult run(Eal eal, PacketMemory memory, Plan plan, Consumer<String> progress)
            throws IOException, InterruptedException {
        Scenario scenario = plan.scenario();
        Path work = Files.createTempDirectory("umbel-bench");
        SharedDirectory directory = new SharedDirectory(work.resolve("shared")).create();
        Path ownCapture = work.resolve("frames.pcap");
        try (MfeTable table = MfeTable.createOrRecover(directory, Math.max(LEAST_CAPACITY, scenario.entries()));
                MfeChanges.Publisher _ = MfeChanges.publisher(directory);
                Upcalls _ = Upcalls.openOrCreate(directory);
                Punts _ = Punts.openOrCreate(directory);
                Injections _ = Injections.openOrCreate(directory)) {
            if (plan.capture() == null) {
                Streams.writeCapture(ownCapture, scenario.entries(), scenario.frame());
            }
            Path capture = plan.capture() == null ? ownCapture : plan.capture();
            fill(table, scenario);
            try (DataPlane dataPlane =
                    DataPlane.open(eal, settings(directory, capture, scenario.branches(), memory.poolSize()))) {
                dataPlane.start();
                progress.accept("warming up for " + plan.warmUp() + " s");
                Thread.sleep(1000L * plan.warmUp());
                progress.accept("measuring for " + plan.seconds() + " s");
                Reading before = Reading.take(directory);
                Thread.sleep(1000L * plan.seconds());
                Reading after = Reading.take(directory);
                return result(memory.hugePages(), scenario, before, after);
            }
        } finally {
            directory.remove();
            Files.deleteIfExists(ownCapture);
            Files.delete(work);
        }
    }

    private static void fill(MfeTable table, Scenario scenario) {
        int[] oifs = IntStream.rangeClosed(2, 1 + scenario.branches()).toArray();
        for (int stream = 0; stream < scenario.entries(); stream++) {
            table.put(Mfe.builder(Streams.source(stream), Streams.group(stream))
                    .iif(1)
                    .oifs(oifs)
                    .version(1)
                    .build());
        }
    }

    private static ReplicateResult result(boolean hugePages, Scenario scenario, Reading before, Reading after) {
        double seconds = after.secondsSince(before);
        double workerSeconds = after.workerSecondsSince(before);
        double received = (after.counters.frames() - before.counters.frames()) / 1e6;
        double sent = (after.sent() - before.sent()) / 1e6;
        return new ReplicateResult(
                scenario.frame(),
                scenario.branches(),
                scenario.entries(),
                seconds,
                received / seconds,
                sent / seconds,
                received / workerSeconds,
                sent / workerSeconds,
                after.drops() - before.drops(),
                hugePages);
    }

    private static DataPlaneSettings settings(SharedDirectory directory, Path capture, int branches, int poolSize) {
        List<InterfaceSettings> interfaces = new ArrayList<>();
        interfaces.add(
                new InterfaceSettings("west", "net_pcap0,rx_pcap=" + capture + ",infinite_rx=1", null, 0, 0, MTU));
        for (int branch = 1; branch <= branches; branch++) {
            interfaces.add(new InterfaceSettings("east" + branch, "net_null" + branch + ",no-rx=1", null, 0, 0, MTU));
        }
        return new DataPlaneSettings(
                directory, interfaces, 1, List.of(), poolSize, DataPlaneSettings.Idle.BUSY, HoldSettings.DEFAULT);
    }
}
