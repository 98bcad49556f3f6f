package io.umbel.cli;

import io.umbel.config.ApplianceConfig;
import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.InterfaceCounter;
import io.umbel.dataplane.packet.TestFrame;
import io.umbel.dpdk.DpdkExtension;
import io.umbel.dpdk.Eal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Every output frame is compared, octet for octet, with one that is built from the RFCs without the forwarding code. */
@ExtendWith(DpdkExtension.class)
class ReplayTest {
    /** 60 to 1,518 octets, tag included where there is one: the sizes of RFC 2544 without frame check sequence, and others. */
    private static final int[] LENGTHS = {60, 61, 64, 65, 124, 252, 255, 256, 508, 1020, 1276, 1499, 1514};

    private static final int LONGEST_TAGGED = 1518;
    private static final int IN_TAG = 0x6064;
    private static final int BRANCH_VLAN = 200;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void untaggedFramesLeaveUntagged(int branches, Eal eal) throws Exception {
        assertForwarded(eal, branches, false, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void untaggedFramesLeaveTagged(int branches, Eal eal) throws Exception {
        assertForwarded(eal, branches, false, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void taggedFramesLeaveUntagged(int branches, Eal eal) throws Exception {
        assertForwarded(eal, branches, true, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void taggedFramesLeaveTagged(int branches, Eal eal) throws Exception {
        assertForwarded(eal, branches, true, true);
    }

    @Test
    void theSameInputGivesTheSameFiles(Eal eal) throws Exception {
        ApplianceConfig config = config(interfaces(3, false, false));
        Path capture = capture("west.pcap", frames(false));
        Replay.run(eal, config, Map.of("west", capture), directory.resolve("first"));
        Replay.run(eal, config, Map.of("west", capture), directory.resolve("second"));
        for (String name : List.of("west", "east1", "east2", "east3")) {
            assertArrayEquals(
                    Files.readAllBytes(directory.resolve("first").resolve(name + ".pcap")),
                    Files.readAllBytes(directory.resolve("second").resolve(name + ".pcap")));
        }
    }

    @Test
    void vlansOfOnePortAreToldApart(Eal eal) throws Exception {
        ApplianceConfig config = config("""
                interfaces:
                  - { name: west, device: "net_af_packet0,iface=r0", vlan: 100, address: 10.0.1.1/24, mac: "02:00:00:00:01:00" }
                  - { name: east1, device: "net_af_packet0,iface=r0", vlan: 201, address: 10.1.1.1/24, mac: "02:00:00:00:01:01" }
                  - { name: east2, device: "net_af_packet0,iface=r0", address: 10.1.2.1/24, mac: "02:00:00:00:01:02" }
                static-mroutes:
                  - { source: 10.0.1.2, group: 239.1.1.1, iif: west, oifs: [east1, east2] }
                """);
        TestFrame frame = TestFrame.udp().withTag(100);
        TestFrame onAnotherVlan = TestFrame.udp().withTag(201);
        Path west = capture("west.pcap", List.of(frame.bytes(), frame.bytes()));
        Path east = capture("east.pcap", List.of(onAnotherVlan.bytes()));
        CounterSnapshot counters =
                Replay.run(eal, config, Map.of("west", west, "east1", east), directory.resolve("out"));

        byte[] tagged = frame.forwarded(0x0200_0000_0101L, 201);
        byte[] untagged = frame.forwarded(0x0200_0000_0102L, 0);
        assertFrames(List.of(tagged, tagged), sent("east1"));
        assertFrames(List.of(untagged, untagged), sent("east2"));
        assertFrames(List.of(), sent("west"));
        assertEquals(1, counters.count(Fate.DROPPED_WRONG_INTERFACE));
    }

    @Test
    void lastOfAHundredThousandStaticEntriesForwards(Eal eal) throws Exception {
        int others = 99_999;
        String mroutes = IntStream.range(0, others)
                .mapToObj(i -> "  - { source: 10.0.%d.%d, group: 239.2.%d.1, iif: west, oifs: [east1] }%n"
                        .formatted(2 + i / 256 % 10, i % 256, i / 2560))
                .collect(Collectors.joining());
        ApplianceConfig config = config("limits: { entries: 100000 }\n"
                + interfaces(1, false, false).replace("static-mroutes:\n", "static-mroutes:\n" + mroutes));
        assertEquals(others + 1, config.staticMroutes().size());
        Replay.run(
                eal,
                config,
                Map.of("west", capture("west.pcap", List.of(TestFrame.udp().bytes()))),
                directory.resolve("out"));
        assertFrames(List.of(TestFrame.udp().forwarded(0x0200_0000_0101L, 0)), sent("east1"));
    }

    @Test
    void framesThatAreNotForwardedAreCountedByReason(Eal eal) throws Exception {
        ApplianceConfig config = config(interfaces(1, false, false));
        List<byte[]> frames = List.of(
                TestFrame.udp().withTtl(1).bytes(),
                TestFrame.udp().withGroup(0xe000_0001).bytes(),
                TestFrame.udp().bytes());
        CounterSnapshot counters =
                Replay.run(eal, config, Map.of("west", capture("west.pcap", frames)), directory.resolve("out"));
        assertEquals(1, counters.count(Fate.DROPPED_TTL));
        assertEquals(1, counters.count(Fate.PUNTED));
        assertEquals(1, counters.count(Fate.FORWARDED));
        assertEquals(1, counters.count("east1", InterfaceCounter.OUT_PACKETS));
    }

    @Test
    void interfaceWithoutMacSendsFromOneOfItsIndex(Eal eal) throws Exception {
        ApplianceConfig config = config("""
                interfaces:
                  - { name: west, device: "net_af_packet0,iface=r0", address: 10.0.1.1/24 }
                  - { name: east1, device: "net_af_packet1,iface=r1", address: 10.1.1.1/24 }
                static-mroutes:
                  - { source: 10.0.1.2, group: 239.1.1.1, iif: west, oifs: [east1] }
                """);
        Replay.run(
                eal,
                config,
                Map.of("west", capture("west.pcap", List.of(TestFrame.udp().bytes()))),
                directory.resolve("out"));
        assertFrames(List.of(TestFrame.udp().forwarded(0x0200_0000_0002L, 0)), sent("east1"));
    }

    @Test
    void captureForAnInterfaceThatIsNotThereIsRefused(Eal eal) throws Exception {
        ApplianceConfig config = config(interfaces(1, false, false));
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> Replay.run(eal, config, Map.of("wset", directory), directory.resolve("out")));
        assertEquals(
                "--in names the interface 'wset', which the configuration does not have; it has west, east1",
                refusal.getMessage());
    }

    @Test
    void captureThatIsMissingIsRefusedAndNothingIsWritten(Eal eal) throws Exception {
        ApplianceConfig config = config(interfaces(1, false, false));
        Path missing = directory.resolve("missing.pcap");
        IOException refusal = assertThrows(
                IOException.class, () -> Replay.run(eal, config, Map.of("west", missing), directory.resolve("out")));
        assertEquals("cannot read " + missing + ": a capture in pcap format is needed", refusal.getMessage());
        assertEquals(false, Files.exists(directory.resolve("out")));
    }

    @Test
    void fileThatIsNoCaptureIsRefused(Eal eal) throws Exception {
        ApplianceConfig config = config(interfaces(1, false, false));
        Path text = Files.writeString(directory.resolve("text.pcap"), "this is no capture, but it is long enough");
        IOException refusal = assertThrows(
                IOException.class, () -> Replay.run(eal, config, Map.of("west", text), directory.resolve("out")));
        assertEquals(
                text + " is no capture in classic pcap format; editcap -F pcap makes one of other formats",
                refusal.getMessage());
    }

    private void assertForwarded(Eal eal, int branches, boolean tagged, boolean branchesTagged) throws Exception {
        List<TestFrame> received = testFrames(tagged);
        Replay.run(
                eal,
                config(interfaces(branches, tagged, branchesTagged)),
                Map.of("west", capture("west.pcap", bytes(received))),
                directory.resolve("out"));
        for (int branch = 1; branch <= branches; branch++) {
            long mac = 0x0200_0000_0100L + branch;
            List<byte[]> expected = received.stream()
                    .map(frame -> frame.forwarded(mac, branchesTagged ? BRANCH_VLAN : 0))
                    .toList();
            assertFrames(expected, sent("east" + branch));
        }
        assertFrames(List.of(), sent("west"));
    }

    private static List<TestFrame> testFrames(boolean tagged) {
        TestFrame base = tagged ? TestFrame.udp().withTag(IN_TAG) : TestFrame.udp();
        Stream<TestFrame> lengths = IntStream.of(LENGTHS).mapToObj(base::withLength);
        Stream<TestFrame> longest = tagged ? Stream.of(base.withLength(LONGEST_TAGGED)) : Stream.of();
        return Stream.concat(lengths, longest).toList();
    }

    private static List<byte[]> frames(boolean tagged) {
        return bytes(testFrames(tagged));
    }

    private static List<byte[]> bytes(List<TestFrame> frames) {
        return frames.stream().map(TestFrame::bytes).toList();
    }

    private static String interfaces(int branches, boolean tagged, boolean branchesTagged) {
        StringBuilder yaml = new StringBuilder("interfaces:\n");
        yaml.append(line("west", 0, tagged ? IN_TAG & 0xfff : 0));
        for (int branch = 1; branch <= branches; branch++) {
            yaml.append(line("east" + branch, branch, branchesTagged ? BRANCH_VLAN : 0));
        }
        String oifs =
                IntStream.rangeClosed(1, branches).mapToObj(i -> "east" + i).collect(Collectors.joining(", "));
        return yaml.append("static-mroutes:\n  - { source: 10.0.1.2, group: 239.1.1.1, iif: west, oifs: [")
                .append(oifs)
                .append("] }\n")
                .toString();
    }

    private static String line(String name, int number, int vlan) {
        return "  - { name: %s, device: \"net_af_packet%d,iface=r%d\", address: 10.%d.1.1/24, mac: \"02:00:00:00:01:%02x\"%s }\n"
                .formatted(name, number, number, number, number, vlan == 0 ? "" : ", vlan: " + vlan);
    }

    private ApplianceConfig config(String yaml) throws IOException {
        return ApplianceConfig.read(Files.writeString(directory.resolve("umbel.yaml"), yaml));
    }

    private Path capture(String name, List<byte[]> frames) throws IOException {
        Path path = directory.resolve(name);
        try (CaptureFile.Writer writer = new CaptureFile.Writer(path)) {
            for (byte[] frame : frames) {
                writer.write(0, frame);
            }
        }
        return path;
    }

    private List<byte[]> sent(String name) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        try (CaptureFile.Reader reader =
                new CaptureFile.Reader(directory.resolve("out").resolve(name + ".pcap"))) {
            while (reader.next()) {
                frames.add(reader.frame());
            }
        }
        return frames;
    }

    private static void assertFrames(List<byte[]> expected, List<byte[]> sent) {
        assertEquals(expected.size(), sent.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), sent.get(i), "frame " + i);
        }
    }
}
