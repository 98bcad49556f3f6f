package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.packet.TestFrame;
import io.umbel.dpdk.DpdkExtension;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What becomes of a frame, row by row; where two rows fit, the first counts. */
@ExtendWith(DpdkExtension.class)
class FateTest {
    private static final int OWN_ADDRESS = 0x0a00_0001;
    private static final byte[] UDP = TestFrame.udp().bytes();

    static Stream<Arguments> frames() {
        return Stream.of(
                row("no entry for its group", Fate.HELD, TestFrame.udp().withGroup(0xef09_0909)),
                row("no entry for its source", Fate.HELD, TestFrame.udp().withSource(0x0a00_0163)),
                row("TTL 0", Fate.DROPPED_TTL, TestFrame.udp().withTtl(0)),
                row("TTL 1", Fate.DROPPED_TTL, TestFrame.udp().withTtl(1)),
                row("TTL 2", Fate.FORWARDED, TestFrame.udp().withTtl(2)),
                row("source 0.0.0.0", Fate.DROPPED_MARTIAN, TestFrame.udp().withSource(0)),
                row("source loopback", Fate.DROPPED_MARTIAN, TestFrame.udp().withSource(0x7f00_0001)),
                row("source class D", Fate.DROPPED_MARTIAN, TestFrame.udp().withSource(0xef01_0101)),
                row("source class E", Fate.DROPPED_MARTIAN, TestFrame.udp().withSource(0xf000_0001)),
                row("source broadcast", Fate.DROPPED_MARTIAN, TestFrame.udp().withSource(0xffff_ffff)),
                row(
                        "martian with TTL 1",
                        Fate.DROPPED_MARTIAN,
                        TestFrame.udp().withSource(0).withTtl(1)),
                row("unicast", Fate.DROPPED_NOT_MULTICAST, TestFrame.udp().withGroup(0x0a01_0102)),
                row(
                        "limited broadcast",
                        Fate.DROPPED_NOT_MULTICAST,
                        TestFrame.udp().withGroup(0xffff_ffff)),
                row("unicast to us", Fate.PUNTED, TestFrame.udp().withGroup(OWN_ADDRESS)),
                row("link-local group", Fate.PUNTED, TestFrame.udp().withGroup(0xe000_0005)),
                row(
                        "link-local group, TTL 1",
                        Fate.PUNTED,
                        TestFrame.udp().withGroup(0xe000_0005).withTtl(1)),
                row("first group beyond link-local", Fate.HELD, TestFrame.udp().withGroup(0xe000_0100)),
                row("IGMP to a routable group", Fate.PUNTED, TestFrame.udp().withProtocol(2)),
                row("PIM", Fate.PUNTED, TestFrame.udp().withProtocol(103)),
                row("shorter than an Ethernet header", Fate.DROPPED_MALFORMED, Arrays.copyOf(UDP, 13)),
                row("nothing but an Ethernet header", Fate.DROPPED_MALFORMED, Arrays.copyOf(UDP, 14)),
                row("shorter than an IPv4 header", Fate.DROPPED_MALFORMED, Arrays.copyOf(UDP, 33)),
                row("shorter than its datagram", Fate.DROPPED_MALFORMED, Arrays.copyOf(UDP, 59)),
                row("version 6 in an IPv4 frame", Fate.DROPPED_MALFORMED, changed(f -> f[14] = 0x65)),
                row("IHL 4", Fate.DROPPED_MALFORMED, changed(f -> f[14] = 0x44)),
                row("IHL beyond the datagram", Fate.DROPPED_MALFORMED, changed(f -> {
                    f[14] = 0x4f;
                    f[17] = 46;
                })),
                row("total length shorter than the header", Fate.DROPPED_MALFORMED, changed(f -> f[17] = 19)),
                row("total length beyond the frame", Fate.DROPPED_MALFORMED, changed(f -> f[16] = 1)),
                row("wrong checksum", Fate.DROPPED_CHECKSUM, changed(f -> f[24] ^= 1)),
                row("wrong checksum, IGMP", Fate.DROPPED_CHECKSUM, changed(f -> f[23] = 2)),
                row("ARP", Fate.PUNTED, changed(f -> f[13] = 6)),
                row("ARP cut short", Fate.DROPPED_MALFORMED, Arrays.copyOf(changed(f -> f[13] = 6), 41)),
                row("IPv6", Fate.DROPPED_NOT_MULTICAST, changed(f -> {
                    f[12] = (byte) 0x86;
                    f[13] = (byte) 0xdd;
                })),
                row(
                        "unknown VLAN",
                        Fate.DROPPED_UNKNOWN_INTERFACE,
                        TestFrame.udp().withTag(99)),
                row(
                        "tag cut short",
                        Fate.DROPPED_MALFORMED,
                        Arrays.copyOf(TestFrame.udp().withTag(0).bytes(), 17)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("frames")
    void frameMeetsItsFate(String name, Fate fate, byte[] frame) {
        try (WorkerBench bench = WorkerBench.withBranches(1).route(1, 2)) {
            bench.receive(frame);
            assertEquals(1, bench.count(fate));
            assertEquals(1, bench.counted());
            assertEquals(fate == Fate.FORWARDED, !bench.sent(2).isEmpty());
        }
    }

    @Test
    void frameOfAnEntryWithAnotherIncomingInterfaceIsDropped() {
        try (WorkerBench bench = WorkerBench.withBranches(2).route(2, 3)) {
            bench.receive(UDP);
            assertEquals(1, bench.count(Fate.DROPPED_WRONG_INTERFACE));
            assertTrue(bench.sent(3).isEmpty());
        }
    }

    @Test
    void frameOfAnEntryWithoutBranchesIsDropped() {
        try (WorkerBench bench = WorkerBench.withBranches(1).route(1)) {
            bench.receive(UDP);
            assertEquals(1, bench.count(Fate.DROPPED_NEGATIVE));
        }
    }

    private static Arguments row(String name, Fate fate, TestFrame frame) {
        return row(name, fate, frame.bytes());
    }

    private static Arguments row(String name, Fate fate, byte[] frame) {
        return Arguments.of(name, fate, frame);
    }

    private static byte[] changed(Consumer<byte[]> change) {
        byte[] frame = UDP.clone();
        change.accept(frame);
        return frame;
    }
}
