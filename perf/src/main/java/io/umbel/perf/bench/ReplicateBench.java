package io.umbel.perf.bench;

import io.umbel.cli.CaptureFile;
import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.Injections;
import io.umbel.dataplane.contract.InterfaceCounter;
import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.Punts;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.dataplane.contract.Upcalls;
import io.umbel.dataplane.forward.DataPlane;
import io.umbel.dataplane.forward.DataPlaneSettings;
import io.umbel.dataplane.forward.HoldSettings;
import io.umbel.dataplane.forward.InterfaceSettings;
import io.umbel.dpdk.Eal;
import io.umbel.perf.UdpFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One worker between a capture that never ends and devices that swallow what they are given. */
final class ReplicateBench {
    private static final int SOURCE = Ipv4Address.parse("10.0.1.2");
    private static final int GROUP = Ipv4Address.parse("224.0.1.115");

    /** Frames in the capture: the device keeps them all in buffers of its own, and copies one for each that it gives. */
    private static final int CAPTURED_FRAMES = 256;

    /** As small a pool as does: buffers that are soon used again stay in the CPU's cache. */
    private static final int POOL_SIZE = 16_383;

    private static final int PORT = 5000;
    private static final int MTU = 1500;
    private static final long NANOS_A_SECOND = 1_000_000_000;

    /** The counters and when they were read. */
    private record Reading(long timeNs, CounterSnapshot counters) {
        static Reading take(SharedDirectory directory) {
            return new Reading(System.nanoTime(), CounterSnapshot.take(directory));
        }

        double secondsSince(Reading earlier) {
            return (double) (timeNs - earlier.timeNs) / NANOS_A_SECOND;
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

    static ReplicateResult run(
            Eal eal, boolean hugePages, int frame, int branches, int warmUp, int seconds, Progress progress)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("umbel-bench");
        SharedDirectory directory = new SharedDirectory(work.resolve("shared")).create();
        Path capture = work.resolve("frames.pcap");
        writeCapture(capture, frame);
        try (MfeTable table = MfeTable.createOrRecover(directory, 1000);
                MfeChanges.Publisher _ = MfeChanges.publisher(directory);
                Upcalls _ = Upcalls.openOrCreate(directory);
                Punts _ = Punts.openOrCreate(directory);
                Injections _ = Injections.openOrCreate(directory)) {
            int[] oifs = IntStream.rangeClosed(2, 1 + branches).toArray();
            table.put(Mfe.builder(SOURCE, GROUP).iif(1).oifs(oifs).version(1).build());
            try (DataPlane dataPlane = DataPlane.open(eal, settings(directory, capture, branches))) {
                dataPlane.start();
                progress.say("warming up for " + warmUp + " s");
                Thread.sleep(1000L * warmUp);
                progress.say("measuring for " + seconds + " s");
                Reading before = Reading.take(directory);
                Thread.sleep(1000L * seconds);
                Reading after = Reading.take(directory);
                return result(hugePages, frame, branches, before, after);
            }
        } finally {
            directory.remove();
            Files.delete(capture);
            Files.delete(work);
        }
    }

    private static ReplicateResult result(boolean hugePages, int frame, int branches, Reading before, Reading after) {
        double seconds = after.secondsSince(before);
        return new ReplicateResult(
                frame,
                branches,
                seconds,
                (after.counters.frames() - before.counters.frames()) / seconds / 1e6,
                (after.sent() - before.sent()) / seconds / 1e6,
                after.drops() - before.drops(),
                hugePages);
    }

    private static DataPlaneSettings settings(SharedDirectory directory, Path capture, int branches) {
        List<InterfaceSettings> interfaces = new ArrayList<>();
        interfaces.add(
                new InterfaceSettings("west", "net_pcap0,rx_pcap=" + capture + ",infinite_rx=1", null, 0, 0, MTU));
        for (int branch = 1; branch <= branches; branch++) {
            interfaces.add(new InterfaceSettings("east" + branch, "net_null" + branch + ",no-rx=1", null, 0, 0, MTU));
        }
        return new DataPlaneSettings(
                directory, interfaces, 1, List.of(), POOL_SIZE, DataPlaneSettings.Idle.BUSY, HoldSettings.DEFAULT);
    }

    private static void writeCapture(Path path, int length) throws IOException {
        try (CaptureFile.Writer writer = new CaptureFile.Writer(path)) {
            byte[] frame = UdpFrame.of(SOURCE, GROUP, PORT, length);
            for (int i = 0; i < CAPTURED_FRAMES; i++) {
                writer.write(0, frame);
            }
        }
    }
}
