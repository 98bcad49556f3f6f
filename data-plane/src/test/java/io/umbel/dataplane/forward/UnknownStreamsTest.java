package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.packet.TestFrame;
import io.umbel.dpdk.DpdkExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.umbel.dataplane.forward.WorkerBench.macOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The first packets of streams that have no entry yet. */
@ExtendWith(DpdkExtension.class)
class UnknownStreamsTest {
    private static final HoldSettings HOLD = new HoldSettings(4, 10, 8, Duration.ofMillis(100), Duration.ofSeconds(1));
    private static final int SOURCE = 0x0a00_0102;
    private static final int GROUP = 0xef01_0101;

    @Test
    void firstPacketAsksAndTheNextOnesWait() {
        try (WorkerBench bench = WorkerBench.holding(HOLD)) {
            bench.receive(frame(0).bytes());
            bench.receive(frame(1).bytes());
            assertEquals(List.of("no entry for (10.0.1.2, 239.1.1.1) on 1"), bench.upcalls());
            assertEquals(2, bench.count(Fate.HELD));
            assertTrue(bench.sent(2).isEmpty());
        }
    }

    @Test
    void heldPacketsAreSentInOrderWhenTheEntryComes() {
        try (WorkerBench bench = WorkerBench.holding(HOLD)) {
            for (int i = 0; i < 4; i++) {
                bench.receive(frame(i).bytes());
            }
            bench.route(1, 2, 3);
            bench.pass();
            assertSent(bench, 2, 0, 1, 2, 3);
            assertSent(bench, 3, 0, 1, 2, 3);
            assertEquals(4, bench.counters().read(ExchangeCounter.HELD_RELEASED));
            assertEquals(4, bench.counted(), "a held packet is counted once");
        }
    }

    @Test
    void heldPacketsGoBeforeOneThatFindsTheEntry() {
        try (WorkerBench bench = WorkerBench.holding(HOLD)) {
            // More streams than a pass looks at, so that the packet finds the entry first.
            bench.receive(frame(0).bytes());
            bench.receive(frame(1).bytes());
            bench.route(1, 2);
            bench.receive(frame(2).bytes());
            assertSent(bench, 2, 0, 1, 2);
        }
    }

    @Test
    void streamHoldsNoMoreThanItsShare() {
        try (WorkerBench bench = WorkerBench.holding(HOLD)) {
            for (int i = 0; i < 6; i++) {
                bench.receive(frame(i).bytes());
            }
            assertEquals(4, bench.count(Fate.HELD));
            assertEquals(2, bench.count(Fate.DROPPED_NO_ENTRY));
            assertEquals(1, bench.upcalls().size());
        }
    }

    @Test
    void allStreamsTogetherHoldNoMoreThanTheTotal() {
        try (WorkerBench bench = WorkerBench.holding(HOLD)) {
            for (int stream = 0; stream < 5; stream++) {
                for (int i = 0; i < 3; i++) {
                    bench.receive(frame(i).withGroup(GROUP + stream).bytes());
                }
            }
            assertEquals(10, bench.count(Fate.HELD));
            assertEquals(5, bench.upcalls().size(), "those without room are asked for all the same");
        }
    }

    @Test
    void moreStreamsThanCanBeRememberedAreNotAskedFor() {
        try (WorkerBench bench = WorkerBench.holding(HOLD)) {
            for (int stream = 0; stream < 20; stream++) {
                bench.receive(frame(0).withGroup(GROUP + stream).bytes());
            }
            assertEquals(8, bench.upcalls().size());
            assertEquals(12, bench.counters().read(ExchangeCounter.UPCALL_LIMITED));
            bench.after(HOLD.askAgain());
            bench.pass();
            bench.receive(frame(0).withGroup(GROUP + 19).bytes());
            assertEquals(1, bench.upcalls().size());
        }
    }

    @Test
    void packetsThatWaitTooLongAreDropped() {
        try (WorkerBench bench = WorkerBench.holding(HOLD)) {
            bench.receive(frame(0).bytes());
            bench.after(HOLD.hold());
            bench.pass();
            assertEquals(1, bench.counters().read(ExchangeCounter.HELD_EXPIRED));
            assertEquals(0, bench.missingMbufs());
        }
    }

    @Test
    void streamWithoutAnswerIsAskedForAgainOnlyAfterAWhile() {
        try (WorkerBench bench = WorkerBench.holding(HOLD)) {
            bench.receive(frame(0).bytes());
            bench.upcalls();
            bench.after(HOLD.hold());
            bench.receive(frame(1).bytes());
            assertEquals(List.of(), bench.upcalls());
            assertEquals(1, bench.count(Fate.DROPPED_NO_ENTRY));
            bench.after(HOLD.askAgain());
            bench.receive(frame(2).bytes());
            assertEquals(1, bench.upcalls().size());
        }
    }

    @Test
    void fullRingLetsTheNextPacketAskAgain() {
        HoldSettings many = new HoldSettings(1, 16, 1 << 14, Duration.ofMillis(100), Duration.ofSeconds(1));
        try (WorkerBench bench = WorkerBench.holding(many)) {
            int streams = 0;
            while (bench.counters().read(ExchangeCounter.UPCALL_RING_FULL) == 0) {
                bench.receive(frame(0).withGroup(GROUP + streams++).bytes());
            }
            assertEquals(streams - 1, bench.upcalls().size());
            bench.receive(frame(0).withGroup(GROUP + streams - 1).bytes());
            assertEquals(1, bench.upcalls().size());
        }
    }

    @Test
    void heldPacketsOfANegativeEntryAreDroppedByIt() {
        try (WorkerBench bench = WorkerBench.holding(HOLD)) {
            bench.receive(frame(0).bytes());
            bench.route(1);
            bench.pass();
            assertEquals(1, bench.counters().read(ExchangeCounter.HELD_RELEASED));
            assertEquals(0, bench.missingMbufs());
        }
    }

    @Test
    void wrongInterfaceIsToldOfOnceASecond() {
        try (WorkerBench bench = WorkerBench.holding(HOLD).route(2, 3)) {
            for (int i = 0; i < 5; i++) {
                bench.receive(frame(i).bytes());
            }
            assertEquals(List.of("wrong interface for (10.0.1.2, 239.1.1.1) on 1"), bench.upcalls());
            bench.after(Duration.ofSeconds(1));
            bench.receive(frame(5).bytes());
            assertEquals(1, bench.upcalls().size());
        }
    }

    @Test
    void puntedFrameReachesTheControlPlaneWhole() {
        try (WorkerBench bench = WorkerBench.holding(HOLD)) {
            byte[] report = TestFrame.udp().withProtocol(2).withLength(700).bytes();
            bench.receive(report);
            List<byte[]> punted = bench.punted();
            assertEquals(1, punted.size());
            assertArrayEquals(report, punted.getFirst());
        }
    }

    @Test
    void puntsBeyondTheRingAreDroppedAndCounted() {
        try (WorkerBench bench = WorkerBench.holding(HOLD)) {
            byte[] report = TestFrame.udp().withProtocol(2).withLength(1500).bytes();
            int punted = 0;
            while (bench.count(Fate.DROPPED_PUNT_FULL) == 0) {
                bench.receive(report);
                punted++;
            }
            assertEquals(punted - 1, bench.punted().size());
        }
    }

    @Test
    void injectedDatagramLeavesWithTheInterfacesHeader() {
        try (WorkerBench bench = WorkerBench.withVlans(0, 0, 20)) {
            byte[] datagram = {1, 2, 3, 4};
            bench.injections().send(2, 0x0800, 0x0100_5e00_0001L, datagram);
            bench.injections().send(3, 0x0800, 0x0100_5e00_0001L, datagram);
            bench.pass();
            byte[] untagged = {1, 0, 0x5e, 0, 0, 1, 2, 0, 0, 0, 0x0a, 2, 8, 0, 1, 2, 3, 4};
            byte[] tagged = {1, 0, 0x5e, 0, 0, 1, 2, 0, 0, 0, 0x0a, 3, (byte) 0x81, 0, 0, 20, 8, 0, 1, 2, 3, 4};
            assertArrayEquals(untagged, bench.sent(2).getFirst());
            assertArrayEquals(tagged, bench.sent(3).getFirst());
            assertEquals(2, bench.counters().read(ExchangeCounter.INJECTED));
        }
    }

    @Test
    void datagramForAnInterfaceThatIsNotThereIsCounted() {
        try (WorkerBench bench = WorkerBench.withBranches(1)) {
            bench.injections().send(77, 0x0800, 0x0100_5e00_0001L, new byte[10]);
            bench.pass();
            assertEquals(1, bench.counters().read(ExchangeCounter.INJECT_FAILED));
        }
    }

    /** Packet {@code i} of the stream: told from the others by its length. */
    private static TestFrame frame(int i) {
        return TestFrame.udp().withSource(SOURCE).withGroup(GROUP).withLength(60 + i);
    }

    private static void assertSent(WorkerBench bench, int index, int... packets) {
        List<byte[]> sent = bench.sent(index);
        List<byte[]> expected = new ArrayList<>();
        for (int packet : packets) {
            expected.add(frame(packet).forwarded(macOf(index).value(), 0));
        }
        assertEquals(expected.size(), sent.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), sent.get(i), "packet " + i);
        }
    }
}
