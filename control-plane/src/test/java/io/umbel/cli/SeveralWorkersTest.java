package io.umbel.cli;

import io.umbel.config.ApplianceConfig;
import io.umbel.controlplane.ControlPlane;
import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.InterfaceCounter;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeCounter;
import io.umbel.dataplane.contract.MfeCounterFile;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.dataplane.forward.DataPlane;
import io.umbel.dataplane.packet.TestFrame;
import io.umbel.dpdk.DpdkExtension;
import io.umbel.dpdk.Eal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Workers on threads of their own, between captures: {@code west} has two receive queues, {@code south} one, and every
 * device has one transmit queue, so that workers share it and receive queues are dealt out.
 */
@ExtendWith(DpdkExtension.class)
class SeveralWorkersTest {
    private static final int FRAMES_A_QUEUE = 20_000;
    private static final int STREAMS = 8;
    private static final int FIRST_GROUP = 0xef01_0101;
    private static final int WEST_SOURCE = 0x0a00_0102;
    private static final int SOUTH_SOURCE = 0x0a00_0202;
    private static final long EAST_MAC = 0x0200_0000_0101L;
    private static final long NORTH_MAC = 0x0200_0000_0102L;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void framesOfEachStreamLeaveOnceInOrderAndCountersAddUp(int workers, Eal eal) throws Exception {
        Path first = capture("first.pcap", WEST_SOURCE, 0);
        Path second = capture("second.pcap", WEST_SOURCE, STREAMS / 2);
        Path third = capture("third.pcap", SOUTH_SOURCE, 0);
        ApplianceConfig config = config(workers, first, second, third);
        try (ControlPlane _ = ControlPlane.start(config);
                DataPlane dataPlane = DataPlane.open(eal, ConfiguredDataPlane.settings(config))) {
            dataPlane.start();
            awaitFrames(config.sharedDir(), 3L * FRAMES_A_QUEUE);
            assertEquals(0, dataPlane.stop());

            CounterSnapshot counters = CounterSnapshot.take(config.sharedDir());
            assertEquals(3L * FRAMES_A_QUEUE, counters.count(Fate.FORWARDED));
            for (int east : new int[] {3, 4}) {
                assertEquals(
                        3L * FRAMES_A_QUEUE,
                        counters.interfaces().get(east - 1).counts().get(InterfaceCounter.OUT_PACKETS));
            }
            assertEquals(3L * FRAMES_A_QUEUE, packetsOfAllEntries(config.sharedDir()));
        }
        assertInOrder("east.pcap", EAST_MAC);
        assertInOrder("north.pcap", NORTH_MAC);
    }

    private ApplianceConfig config(int workers, Path first, Path second, Path third) throws IOException {
        StringBuilder yaml = new StringBuilder("""
                shared-dir: %1$s/shared
                data-plane: { workers: %2$d }
                interfaces:
                  - { name: west, device: "net_pcap0,rx_pcap=%3$s,rx_pcap=%4$s,tx_pcap=%1$s/w.pcap", address: 10.0.1.1/24, mac: "02:00:00:00:01:01" }
                  - { name: south, device: "net_pcap1,rx_pcap=%5$s,tx_pcap=%1$s/s.pcap", address: 10.0.2.1/24, mac: "02:00:00:00:01:02" }
                  - { name: east, device: "net_pcap2,tx_pcap=%1$s/east.pcap", address: 10.1.1.1/24, mac: "02:00:00:00:01:01" }
                  - { name: north, device: "net_pcap3,tx_pcap=%1$s/north.pcap", address: 10.1.2.1/24, mac: "02:00:00:00:01:02" }
                static-mroutes:
                """.formatted(directory, workers, first, second, third));
        for (int stream = 0; stream < STREAMS; stream++) {
            yaml.append("  - { source: 10.0.1.2, group: 239.1.1.%d, iif: west, oifs: [east, north] }%n"
                    .formatted(1 + stream));
            yaml.append("  - { source: 10.0.2.2, group: 239.1.1.%d, iif: south, oifs: [east, north] }%n"
                    .formatted(1 + stream));
        }
        Path file = directory.resolve("umbel.yaml");
        Files.writeString(file, yaml);
        return ApplianceConfig.read(file);
    }

    /** A capture of half of the streams, in turn; the datagrams of each are as long as their place in it says. */
    private Path capture(String name, int source, int firstStream) throws IOException {
        Path file = directory.resolve(name);
        try (CaptureFile.Writer writer = new CaptureFile.Writer(file)) {
            for (int i = 0; i < FRAMES_A_QUEUE; i++) {
                int group = FIRST_GROUP + firstStream + i % (STREAMS / 2);
                writer.write(i, frame(source, group, i / (STREAMS / 2)).bytes());
            }
        }
        return file;
    }

    /** The {@code place}th frame of a stream. */
    private static TestFrame frame(int source, int group, int place) {
        return TestFrame.udp().withSource(source).withGroup(group).withLength(60 + place % 500);
    }

    private static void awaitFrames(SharedDirectory directory, long frames) {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            while (CounterSnapshot.take(directory).frames() < frames) {
                Thread.sleep(10);
            }
        });
    }

    private static long packetsOfAllEntries(SharedDirectory directory) {
        long[] packets = {0};
        try (MfeTable table = MfeTable.open(directory);
                MfeCounterFile counters = MfeCounterFile.open(directory)) {
            table.forEach(mfe -> packets[0] += counters.count(mfe.counters(), mfe.key(), MfeCounter.PACKETS));
        }
        return packets[0];
    }

    private void assertInOrder(String name, long mac) throws IOException {
        Map<Long, Integer> places = new HashMap<>();
        try (CaptureFile.Reader reader = new CaptureFile.Reader(directory.resolve(name))) {
            while (reader.next()) {
                byte[] frame = reader.frame();
                int source = address(frame, 26);
                int group = address(frame, 30);
                int place = places.merge(Mfe.key(source, group), 1, Integer::sum) - 1;
                assertEquals(List.of(frame(source, group, place).forwarded(mac, 0).length), List.of(frame.length));
            }
        }
        assertEquals(
                3 * FRAMES_A_QUEUE,
                places.values().stream().mapToInt(Integer::intValue).sum());
    }

    private static int address(byte[] frame, int offset) {
        int address = 0;
        for (int i = 0; i < 4; i++) {
            address = address << 8 | (frame[offset + i] & 0xff);
        }
        return address;
    }
}
