package io.umbel.perf.gen;

import io.umbel.dpdk.DpdkExtension;
import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EthDevice;
import io.umbel.dpdk.PacketPool;
import io.umbel.dpdk.PollingThread;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Against a device that drops, doubles, swaps and delays by known amounts, the analyser reports exactly those. */
@ExtendWith(DpdkExtension.class)
class AnalyserTest {
    private static final int SOURCE = 0x0a00_0102;
    private static final int GROUP = 0xe801_0101;
    private static final long STEP_NANOS = 1000;
    private static final int RATE = 10_000;
    private static final Duration DURATION = Duration.ofMillis(100);
    private static final int FRAMES = 1000;
    private static final long WIRE_NANOS = 250_000;
    /** The wire takes a frame one step after it was sent. */
    private static final long LATENCY_NANOS = WIRE_NANOS + STEP_NANOS;

    private final ManualClock clock = new ManualClock();
    private PacketPool pool;
    private PollingThread thread;
    private EthDevice near;
    private EthDevice far;
    private EthDevice silent;
    private ImpairedWire wire;
    private TestLoop loop;

    @BeforeEach
    void connect(Eal eal) {
        pool = PacketPool.create("analyser", 4095, 256, 2048);
        thread = new PollingThread(eal, pool);
        near = started("near");
        far = started("far");
        silent = started("silent");
        wire = new ImpairedWire(near, far, thread, clock);
        wire.wireNanos = WIRE_NANOS;
        // What port 0 sends, the wire has; nothing comes back there.
        TesterPort sender = new TesterPort("sender", silent.rxQueue(0), near.txQueue(0), 3, SOURCE, 0);
        TesterPort receiver = new TesterPort("receiver", far.rxQueue(0), silent.txQueue(0), 3, 0x0a01_0102, 0);
        loop = new TestLoop(List.of(sender, receiver), thread.cache(), clock);
    }

    private EthDevice started(String name) {
        EthDevice ring = EthDevice.probeRing(name, false);
        ring.configure(1, 1, pool);
        ring.start();
        return ring;
    }

    @AfterEach
    void everyMbufCameBack() {
        loop.close();
        near.close();
        far.close();
        silent.close();
        assertEquals(pool.size(), pool.available());
        thread.close();
        pool.close();
    }

    private static TestStream stream(int number, int... expectedAt) {
        return TestStream.of(SOURCE, GROUP + number, 64, RATE, expectedAt);
    }

    private TrialResult trial(TestStream... streams) {
        loop.begin(new TrialPlan(List.of(streams), DURATION, Duration.ofMillis(50), true), 1);
        while (!loop.isSettled()) {
            clock.pass(STEP_NANOS);
            wire.poll();
            loop.poll();
        }
        while (!wire.isEmpty()) {
            clock.pass(STEP_NANOS);
            wire.poll();
            loop.poll();
        }
        return loop.end();
    }

    @Test
    void aPerfectWire_everythingArrivesOnceInOrderAfterItsLatency() {
        TrialResult result = trial(stream(0, 1));
        assertEquals(FRAMES, result.sent());
        assertEquals(FRAMES, result.received());
        assertEquals(0, result.lost() + result.duplicates() + result.reordered() + result.corrupt() + result.foreign());
        assertEquals(FRAMES, result.latencyNanos(1).getCountBetweenValues(LATENCY_NANOS, LATENCY_NANOS));
    }

    @Test
    void everyTenthDropped_isLost() {
        wire.dropEvery = 10;
        TrialResult result = trial(stream(0, 1));
        assertEquals(FRAMES / 10, result.lost());
        assertEquals(FRAMES - FRAMES / 10, result.received());
        assertEquals(0.1, result.lossRatio());
        assertEquals(0, result.duplicates() + result.reordered());
    }

    @Test
    void everySeventhTwice_isADuplicateAndNoReception() {
        wire.doubleEvery = 7;
        TrialResult result = trial(stream(0, 1));
        assertEquals(FRAMES / 7, result.duplicates());
        assertEquals(FRAMES, result.received());
        assertEquals(FRAMES, result.latencyNanos(1).getTotalCount(), "a duplicate has no latency");
        assertEquals(0, result.lost() + result.reordered());
    }

    @Test
    void everyTwentiethOvertakesOne_isOutOfOrder() {
        wire.swapEvery = 20;
        TrialResult result = trial(stream(0, 1));
        assertEquals(FRAMES / 20, result.reordered());
        assertEquals(FRAMES, result.received());
        assertEquals(0, result.lost() + result.duplicates());
    }

    @Test
    void everyFiftiethDelayed_hasThatLatencyAndIsOvertaken() {
        wire.delayEvery = 50;
        wire.delayNanos = 5_000_000;
        TrialResult result = trial(stream(0, 1));
        Histogram latencies = result.latencyNanos(1);
        long delayed = LATENCY_NANOS + wire.delayNanos;
        assertEquals(FRAMES / 50, latencies.getCountBetweenValues(delayed, delayed));
        assertEquals(FRAMES - FRAMES / 50, latencies.getCountBetweenValues(LATENCY_NANOS, LATENCY_NANOS));
        // The last of all has nobody to overtake it.
        assertEquals(FRAMES / 50 - 1, result.reordered());
        // It left a spacing before the end.
        assertEquals(delayed - 1_000_000_000L / RATE, result.straggledNanos());
    }

    /** Each in one thing only: what changes an address leaves the checksum right. */
    enum Corruption {
        OTHER_GROUP {
            @Override
            byte[] of(byte[] frame) {
                return swapped(frame, 30);
            }
        },
        OTHER_SOURCE {
            @Override
            byte[] of(byte[] frame) {
                return swapped(frame, 26);
            }
        },
        WRONG_CHECKSUM {
            @Override
            byte[] of(byte[] frame) {
                frame[24] ^= 1;
                return frame;
            }
        },
        LONGER {
            @Override
            byte[] of(byte[] frame) {
                return Arrays.copyOf(frame, frame.length + 1);
            }
        };

        abstract byte[] of(byte[] frame);

        /** The two halves of an address in each other's place. */
        private static byte[] swapped(byte[] frame, int address) {
            byte[] halves = Arrays.copyOfRange(frame, address, address + 4);
            System.arraycopy(halves, 2, frame, address, 2);
            System.arraycopy(halves, 0, frame, address + 2, 2);
            return frame;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFrameThatWasAltered_isCorruptAndLost(Corruption corruption) {
        wire.corruptEvery = 100;
        wire.corruption = corruption::of;
        TrialResult result = trial(stream(0, 1));
        assertEquals(FRAMES / 100, result.corrupt());
        assertEquals(FRAMES / 100, result.lost());
    }

    @Test
    void allAtOnce_eachIsToldFromTheOthers() {
        wire.dropEvery = 10;
        wire.doubleEvery = 7;
        TrialResult result = trial(stream(0, 1));
        assertEquals(FRAMES / 10, result.lost());
        assertEquals(FRAMES / 7 - FRAMES / 70, result.duplicates());
        assertEquals(0, result.reordered());
    }

    @Test
    void twoStreams_areCountedApart() {
        wire.dropEvery = 2;
        // The second begins half a spacing later, so that every second frame is its own.
        TrialResult result = trial(stream(0, 1), stream(1, 1).delayed(50_000));
        assertEquals(0, result.flows().get(0).lost());
        assertEquals(FRAMES, result.flows().get(1).lost());
    }

    @Test
    void whatNobodyWanted_isUnwanted() {
        TrialResult result = trial(stream(0), stream(1, 1).delayed(50_000));
        assertEquals(FRAMES, result.unwanted());
        assertEquals(FRAMES, result.received());
    }

    @Test
    void lossIsCountedInTheTimeOfItsSending() {
        wire.dropEvery = 500;
        TrialResult result = trial(stream(0, 1));
        int[] slots = IntStream.range(0, TrialPlan.SLOTS)
                .filter(slot -> result.sentInSlots()[slot] != result.receivedInSlots()[1][slot])
                .toArray();
        assertEquals(2, slots.length);
        // Frame 500 of 1,000 leaves just before the middle, frame 1,000 at the end.
        assertEquals(TrialPlan.SLOTS / 2 - 1, slots[0]);
        assertEquals(TrialPlan.SLOTS - 1, slots[1]);
    }

    @Test
    void taggedMixedSizesInBursts_arriveIntact() {
        BitSet port1 = new BitSet();
        port1.set(1);
        List<Integer> sizes = TestStream.IMIX.stream().map(size -> size + 4).toList();
        TestStream imix = new TestStream(0, SOURCE, GROUP, 20, sizes, RATE, 5, 0, port1);
        TrialResult result = trial(imix);
        assertEquals(FRAMES, result.received());
        assertEquals(0, result.corrupt() + result.foreign());
        long perTwelve = sizes.stream().mapToInt(Integer::intValue).sum();
        long rest =
                sizes.stream().limit(FRAMES % 12).mapToInt(Integer::intValue).sum();
        assertEquals(FRAMES / 12 * perTwelve + rest, result.octets());
    }

    @Test
    void whereNoLatenciesAreWanted_noneAreKept() {
        loop.begin(new TrialPlan(List.of(stream(0, 1)), DURATION, Duration.ofMillis(50), false), 1);
        pass(DURATION.plusMillis(2).toNanos());
        TrialResult result = loop.end();
        assertEquals(FRAMES, result.received());
        assertEquals(0, result.latencyNanos(1).getTotalCount());
    }

    @Test
    void aJoin_isSeenFromWhenItsReportLeftToTheFirstFrameThatTheDeviceLetThrough() {
        GroupMembership membership = new GroupMembership(GROUP, SOURCE);
        wire.opensAtNanos = Long.MAX_VALUE;
        loop.begin(new TrialPlan(List.of(stream(0, 1)), DURATION, Duration.ofMillis(50), true), 1);
        pass(5_000_000);
        assertEquals(new Tester.Sighting(0, 0, 0, 0), loop.sighting(1, 0));
        loop.hosts(1).join(List.of(membership));
        clock.pass(7 * STEP_NANOS);
        loop.poll();
        long left = clock.getAsLong();
        wire.opensAtNanos = left + 3_210_000;
        pass(20_000_000);
        Tester.Sighting seen = loop.sighting(1, 0);
        assertEquals(left, seen.reportedAt());
        assertEquals(wire.firstAtNanos, seen.firstAt());
        assertTrue(seen.firstAt() - left >= 3_210_000 + WIRE_NANOS, seen::toString);
        assertEquals(wire.lastAtNanos, seen.lastAt());
    }

    @Test
    void aLeave_isSeenFromWhenItLeftToTheLastFrameThatTheDeviceLetThrough() {
        GroupMembership membership = new GroupMembership(GROUP, SOURCE);
        loop.hosts(1).join(List.of(membership));
        loop.begin(new TrialPlan(List.of(stream(1, 1), stream(0, 1)), DURATION, Duration.ofMillis(50), true), 1);
        pass(5_000_000);
        long joined = loop.sighting(1, 1).reportedAt();
        loop.hosts(1).leave(List.of(membership));
        clock.pass(7 * STEP_NANOS);
        loop.poll();
        long left = clock.getAsLong();
        assertTrue(joined > 0 && joined < left, "the report before it was another");
        wire.closesAtNanos = left + 4_321_000;
        pass(20_000_000);
        Tester.Sighting seen = loop.sightings(1).getLast();
        assertEquals(left, seen.reportedAt());
        assertEquals(wire.firstAtNanos, seen.firstAt());
        assertEquals(wire.lastAtNanos, seen.lastAt());
        assertTrue(seen.lastAt() > left + 4_000_000 && seen.lastAt() < left + 4_321_000 + WIRE_NANOS, seen::toString);
        assertEquals(0, loop.sightings(1).getFirst().reportedAt(), "nobody left the other group");
    }

    private void pass(long nanos) {
        for (long until = clock.getAsLong() + nanos; clock.getAsLong() < until; ) {
            clock.pass(STEP_NANOS);
            wire.poll();
            loop.poll();
        }
    }

    @Test
    void framesOfAnotherTrial_areForeign() {
        trial(stream(0, 1));
        wire.delayEvery = 1;
        wire.delayNanos = Duration.ofMillis(60).toNanos();
        loop.begin(new TrialPlan(List.of(stream(0, 1)), Duration.ofMillis(1), Duration.ofMillis(1), true), 2);
        while (!loop.isSettled()) {
            clock.pass(STEP_NANOS);
            wire.poll();
            loop.poll();
        }
        long sentBefore = loop.end().sent();
        assertTrue(sentBefore > 0);
        wire.delayNanos = 0;
        wire.delayEvery = Integer.MAX_VALUE;
        loop.begin(new TrialPlan(List.of(stream(0, 1)), DURATION, Duration.ofMillis(50), true), 3);
        while (!loop.isSettled() || !wire.isEmpty()) {
            clock.pass(STEP_NANOS);
            wire.poll();
            loop.poll();
        }
        TrialResult result = loop.end();
        assertEquals(sentBefore, result.foreign());
        assertEquals(FRAMES, result.received());
    }

    @Test
    void pacing_isToTheMicrosecond() {
        TestStream stream = TestStream.of(SOURCE, GROUP, 64, 3000, 1);
        for (int frame = 0; frame < 3000; frame++) {
            assertTrue(Math.abs(stream.dueNanos(frame) - frame * 1_000_000_000L / 3000) <= 1, "frame " + frame);
        }
        assertEquals(3000, stream.framesBefore(1_000_000_000L));
        TrialResult result = trial(stream);
        assertTrue(
                result.lateNanos().getMaxValue() <= 2 * STEP_NANOS,
                "latest: " + result.lateNanos().getMaxValue());
    }
}
