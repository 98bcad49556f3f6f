package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.LoopCounter;
import io.umbel.dataplane.contract.MfeCounter;
import io.umbel.dataplane.forward.WorkerCounters.InterfaceCount;
import io.umbel.dataplane.packet.TestFrame;
import io.umbel.dpdk.DpdkExtension;
import io.umbel.dpdk.Mbuf;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.umbel.dataplane.forward.WorkerBench.macOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(DpdkExtension.class)
class WorkerTest {
    private static final int TAG_10 = 0xa00a;

    @ParameterizedTest
    @ValueSource(ints = {34, 60, 61, 64, 65, 124, 252, 270, 271, 508, 1020, 1514})
    void everyBranchGetsTheFrameWithItsOwnMacAndOneHopLess(int length) {
        TestFrame frame = TestFrame.udp().withLength(length);
        try (WorkerBench bench = WorkerBench.withBranches(3).route(1, 2, 3, 4)) {
            bench.receive(frame.bytes());
            for (int index = 2; index <= 4; index++) {
                assertFrames(List.of(frame.forwarded(macOf(index).value(), 0)), bench.sent(index));
            }
        }
    }

    @Test
    void singleBranchTakesTheReceivedMbufItself() {
        try (WorkerBench bench = WorkerBench.withBranches(1).route(1, 2)) {
            bench.receive(TestFrame.udp().bytes());
            assertFrames(List.of(TestFrame.udp().forwarded(macOf(2).value(), 0)), bench.sent(2));
        }
    }

    static Stream<Arguments> tagging() {
        return Stream.of(
                Arguments.of("untagged to untagged", 0, 0),
                Arguments.of("untagged to tagged", 0, 20),
                Arguments.of("tagged to untagged", 10, 0),
                Arguments.of("tagged to tagged", 10, 20));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tagging")
    void tagOfTheBranchReplacesTheReceivedOneAndKeepsItsPriority(String name, int inVlan, int outVlan) {
        TestFrame frame = inVlan == 0 ? TestFrame.udp() : TestFrame.udp().withTag(TAG_10);
        try (WorkerBench bench = WorkerBench.withVlans(inVlan, outVlan, outVlan).route(1, 2, 3)) {
            bench.receive(frame.bytes());
            assertFrames(List.of(frame.forwarded(macOf(2).value(), outVlan)), bench.sent(2));
            assertFrames(List.of(frame.forwarded(macOf(3).value(), outVlan)), bench.sent(3));
        }
    }

    @Test
    void priorityTaggedFrameBelongsToTheUntaggedInterface() {
        TestFrame frame = TestFrame.udp().withTag(0xe000);
        try (WorkerBench bench = WorkerBench.withBranches(1).route(1, 2)) {
            bench.receive(frame.bytes());
            assertFrames(List.of(frame.forwarded(macOf(2).value(), 0)), bench.sent(2));
        }
    }

    @Test
    void linkPaddingIsForwardedUnchanged() {
        TestFrame frame = TestFrame.udp().withPadding(18).withLength(60);
        assertForwarded(frame);
    }

    @Test
    void optionsAreForwarded() {
        assertForwarded(TestFrame.udp().withLength(80).withOptions((byte) 0x94, (byte) 4, (byte) 0, (byte) 0));
    }

    @Test
    void longestHeaderIsForwarded() {
        assertForwarded(TestFrame.udp().withLength(100).withOptions(new byte[40]));
    }

    @Test
    void fragmentsAreForwarded() {
        assertForwarded(TestFrame.udp().withFragment(0x2000));
        assertForwarded(TestFrame.udp().withFragment(0x00b9));
    }

    @Test
    void groupMacFollowsTheGroupWhateverTheFrameCameWith() {
        assertForwarded(TestFrame.udp().withDestinationMac(0x0200_0000_0077L));
    }

    @Test
    void everyTtlAndChecksumComesOutAsIfRecomputed() {
        try (WorkerBench bench = WorkerBench.withBranches(1).route(1, 2)) {
            for (int ttl = 2; ttl < 256; ttl++) {
                for (int fragment = 0; fragment < 0x2000; fragment += 0x111) {
                    TestFrame frame = TestFrame.udp().withTtl(ttl).withFragment(fragment);
                    bench.receive(frame.bytes());
                    assertFrames(List.of(frame.forwarded(macOf(2).value(), 0)), bench.sent(2));
                }
            }
        }
    }

    @Test
    void frameInSeveralSegmentsIsForwardedWhole() {
        TestFrame frame = TestFrame.udp().withLength(1400);
        byte[] bytes = frame.bytes();
        try (WorkerBench bench = WorkerBench.withVlans(0, 0, 30).route(1, 2, 3)) {
            long head = bench.thread().mbufOf(Arrays.copyOf(bytes, 500));
            Mbuf.chain(head, bench.thread().mbufOf(Arrays.copyOfRange(bytes, 500, bytes.length)));
            bench.receiveMbuf(head);
            assertFrames(List.of(frame.forwarded(macOf(2).value(), 0)), bench.sent(2));
            assertFrames(List.of(frame.forwarded(macOf(3).value(), 30)), bench.sent(3));
        }
    }

    @Test
    void passThatReceivedIsCountedByTheTimeSinceTheLast() {
        try (WorkerBench bench = WorkerBench.withBranches(1).route(1, 2)) {
            bench.after(Duration.ofSeconds(1));
            bench.pass();
            bench.after(Duration.ofNanos(3000));
            bench.receive(TestFrame.udp().bytes());
            bench.after(Duration.ofNanos(700));
            bench.receive(TestFrame.udp().bytes());
            assertEquals(1, bench.counters().read(LoopCounter.UP_TO_4_US));
            assertEquals(1, bench.counters().read(LoopCounter.UP_TO_1_US));
            assertEquals(3700, bench.counters().read(LoopCounter.SUM_NS));
            assertEquals(3000, bench.counters().read(LoopCounter.WORST_NS));
        }
    }

    @Test
    void jumboFrameIsForwardedWhereTheMtuAllows() {
        TestFrame frame = TestFrame.udp().withLength(9000);
        byte[] bytes = frame.bytes();
        try (WorkerBench bench = new WorkerBench(4095, 9000, 0, 0, 0)) {
            bench.route(1, 2, 3);
            long head = bench.thread().mbufOf(Arrays.copyOf(bytes, 2000));
            long tail = 0;
            for (int from = 8000; from >= 2000; from -= 2000) {
                long segment =
                        bench.thread().mbufOf(Arrays.copyOfRange(bytes, from, Math.min(from + 2000, bytes.length)));
                if (tail != 0) {
                    Mbuf.chain(segment, tail);
                }
                tail = segment;
            }
            Mbuf.chain(head, tail);
            bench.receiveMbuf(head);
            assertFrames(List.of(frame.forwarded(macOf(2).value(), 0)), bench.sent(2));
            assertFrames(List.of(frame.forwarded(macOf(3).value(), 0)), bench.sent(3));
        }
    }

    @Test
    void datagramBeyondTheMtuIsCountedAndNotSent() {
        TestFrame frame = TestFrame.udp().withLength(14 + 1501);
        try (WorkerBench bench = WorkerBench.withBranches(2).route(1, 2, 3)) {
            bench.receive(frame.bytes());
            assertTrue(bench.sent(2).isEmpty());
            assertEquals(1, bench.counters().read(2, InterfaceCount.TOO_BIG));
            assertEquals(1, bench.counters().read(3, InterfaceCount.TOO_BIG));
            assertEquals(1, bench.count(Fate.FORWARDED));
        }
    }

    @Test
    void replicasThatTheDeviceDoesNotTakeAreDiscardedAndCounted() {
        try (WorkerBench bench = WorkerBench.withBranches(1).route(1, 2)) {
            int frames = 3000;
            for (int i = 0; i < frames; i++) {
                bench.receive(TestFrame.udp().bytes());
            }
            long discarded = bench.counters().read(2, InterfaceCount.DISCARDED_PACKETS);
            long taken = 0;
            for (List<byte[]> sent = bench.sent(2); !sent.isEmpty(); sent = bench.sent(2)) {
                taken += sent.size();
            }
            assertTrue(discarded > 0, "a ring takes at most 1,023 frames");
            assertEquals(frames, taken + discarded);
            assertEquals(60 * discarded, bench.counters().read(2, InterfaceCount.DISCARDED_OCTETS));
        }
    }

    @Test
    void frameIsDroppedWholeWhenThePoolHasNoMbufForAReplica() {
        try (WorkerBench bench = new WorkerBench(600, 1500, 0, 0, 0)) {
            bench.route(1, 2, 3);
            for (int i = 0; i < 400; i++) {
                bench.receive(TestFrame.udp().bytes());
            }
            assertTrue(bench.count(Fate.DROPPED_NO_BUFFER) > 0);
            assertEquals(400, bench.counted());
            assertEquals(
                    bench.counters().read(2, InterfaceCount.QUEUED_PACKETS),
                    bench.counters().read(3, InterfaceCount.QUEUED_PACKETS));
        }
    }

    @Test
    void entryCountsWhatItForwarded() {
        try (WorkerBench bench = WorkerBench.withBranches(2).route(1, 2, 3)) {
            bench.receive(TestFrame.udp().withPadding(4).withLength(60).bytes());
            bench.receive(TestFrame.udp().withLength(100).bytes());
            assertEquals(2, bench.fib().count(WorkerBench.KEY, MfeCounter.PACKETS));
            assertEquals(42 + 86, bench.fib().count(WorkerBench.KEY, MfeCounter.OCTETS));
        }
    }

    @Test
    void interfacesCountFramesAndOctets() {
        try (WorkerBench bench = WorkerBench.withVlans(0, 20).route(1, 2)) {
            bench.receive(TestFrame.udp().bytes());
            assertEquals(60, bench.counters().read(1, InterfaceCount.IN_OCTETS));
            assertEquals(64, bench.counters().read(2, InterfaceCount.QUEUED_OCTETS));
        }
    }

    private static void assertForwarded(TestFrame frame) {
        try (WorkerBench bench = WorkerBench.withBranches(2).route(1, 2, 3)) {
            bench.receive(frame.bytes());
            assertFrames(List.of(frame.forwarded(macOf(2).value(), 0)), bench.sent(2));
            assertFrames(List.of(frame.forwarded(macOf(3).value(), 0)), bench.sent(3));
        }
    }

    private static void assertFrames(List<byte[]> expected, List<byte[]> sent) {
        assertEquals(expected.size(), sent.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), sent.get(i));
        }
    }
}
