package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.MfeCounter;
import io.umbel.dataplane.forward.WorkerCounters.InterfaceCount;
import io.umbel.dataplane.packet.TestFrame;
import io.umbel.dpdk.DpdkExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.umbel.dataplane.forward.WorkerBench.macOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Frames of several streams that arrive at once: what each branch gets is what it would get of them one by one. */
@ExtendWith(DpdkExtension.class)
class BurstTest {
    private static final int FIRST_GROUP = 0xef01_0101;
    private static final int TAGGED_VLAN = 20;
    /** Where each stream leaves; the second and the last share a list. Interface 4 is tagged. */
    private static final int[][] OUTGOING = {{2, 3, 4}, {4, 2}, {3}, {4}, {2, 3}, {4, 2}};

    private static final int[] LENGTHS = {34, 48, 60, 64, 65, 80, 82, 83, 128, 129, 200, 270, 271, 1514};

    private static WorkerBench bench(int mtu) {
        WorkerBench bench = new WorkerBench(8191, mtu, 0, 0, 0, TAGGED_VLAN);
        for (int stream = 0; stream < OUTGOING.length; stream++) {
            bench.routeStream(key(stream), 1, OUTGOING[stream]);
        }
        return bench;
    }

    private static long key(int stream) {
        return 0x0a00_0102L << 32 | Integer.toUnsignedLong(FIRST_GROUP + stream);
    }

    private static TestFrame frame(int stream, int length, boolean tagged) {
        TestFrame frame = TestFrame.udp().withGroup(FIRST_GROUP + stream);
        return (tagged ? frame.withTag(0x6000) : frame).withLength(tagged ? length + 4 : length);
    }

    private static List<TestFrame> randomBurst(Random random) {
        List<TestFrame> burst = new ArrayList<>();
        int size = 1 + random.nextInt(Worker.BURST);
        int stream = 0;
        while (burst.size() < size) {
            if (random.nextBoolean()) {
                stream = random.nextInt(OUTGOING.length);
            }
            burst.add(frame(stream, LENGTHS[random.nextInt(LENGTHS.length)], random.nextInt(4) == 0));
        }
        return burst;
    }

    @ParameterizedTest
    @ValueSource(ints = {1500, 300, 100})
    void everyBranchGetsItsFramesInOrder(int mtu) {
        Random random = new Random(mtu);
        try (WorkerBench bench = bench(mtu)) {
            for (int i = 0; i < 300; i++) {
                List<TestFrame> burst = randomBurst(random);
                bench.receiveBurst(burst.stream().map(TestFrame::bytes).toList());
                for (int index = 2; index <= 4; index++) {
                    assertFrames(expected(burst, index, mtu), bench.sent(index));
                }
            }
        }
    }

    @Test
    void aTableBeyondTheCachesForwardsLikewise() {
        Random random = new Random(3);
        try (WorkerBench bench = bench(1500)) {
            for (int other = 0; other < 20_000; other++) {
                bench.routeStream(0x0a00_0103L << 32 | Integer.toUnsignedLong(FIRST_GROUP + other), 1, 2);
            }
            for (int i = 0; i < 100; i++) {
                List<TestFrame> burst = randomBurst(random);
                bench.receiveBurst(burst.stream().map(TestFrame::bytes).toList());
                for (int index = 2; index <= 4; index++) {
                    assertFrames(expected(burst, index, 1500), bench.sent(index));
                }
            }
        }
    }

    private static List<byte[]> expected(List<TestFrame> burst, int index, int mtu) {
        List<byte[]> frames = new ArrayList<>();
        for (TestFrame frame : burst) {
            byte[] forwarded = frame.forwarded(macOf(index).value(), index == 4 ? TAGGED_VLAN : 0);
            boolean fits = forwarded.length - (index == 4 ? 18 : 14) <= mtu;
            for (int outgoing : OUTGOING[streamOf(frame)]) {
                if (outgoing == index && fits) {
                    frames.add(forwarded);
                }
            }
        }
        return frames;
    }

    private static int streamOf(TestFrame frame) {
        byte[] bytes = frame.forwarded(0, 0);
        return (bytes[33] & 0xff) - (FIRST_GROUP & 0xff);
    }

    @Test
    void countersAreThoseOfTheFrames() {
        Random random = new Random(1);
        try (WorkerBench bench = bench(300)) {
            long[] packets = new long[5];
            long[] octets = new long[5];
            long received = 0;
            for (int i = 0; i < 100; i++) {
                List<TestFrame> burst = randomBurst(random);
                bench.receiveBurst(burst.stream().map(TestFrame::bytes).toList());
                received += burst.size();
                for (int index = 2; index <= 4; index++) {
                    for (byte[] frame : bench.sent(index)) {
                        packets[index]++;
                        octets[index] += frame.length;
                    }
                }
            }
            assertEquals(received, bench.count(Fate.FORWARDED));
            assertEquals(received, bench.counters().read(1, InterfaceCount.IN_PACKETS));
            for (int index = 2; index <= 4; index++) {
                assertEquals(packets[index], bench.counters().read(index, InterfaceCount.QUEUED_PACKETS));
                assertEquals(octets[index], bench.counters().read(index, InterfaceCount.QUEUED_OCTETS));
                assertTrue(bench.counters().read(index, InterfaceCount.TOO_BIG) > 0);
            }
        }
    }

    @Test
    void entriesCountTheDatagramsOfTheirStreams() {
        Random random = new Random(2);
        try (WorkerBench bench = bench(1500)) {
            long[] packets = new long[OUTGOING.length];
            long[] octets = new long[OUTGOING.length];
            for (int i = 0; i < 100; i++) {
                List<TestFrame> burst = randomBurst(random);
                bench.receiveBurst(burst.stream().map(TestFrame::bytes).toList());
                for (TestFrame frame : burst) {
                    packets[streamOf(frame)]++;
                    octets[streamOf(frame)] += datagramOf(frame);
                }
                // As a device would, empties the rings.
                IntStream.rangeClosed(2, 4).forEach(bench::sent);
            }
            for (int stream = 0; stream < OUTGOING.length; stream++) {
                assertEquals(packets[stream], bench.fib().count(key(stream), MfeCounter.PACKETS));
                assertEquals(octets[stream], bench.fib().count(key(stream), MfeCounter.OCTETS));
            }
        }
    }

    private static int datagramOf(TestFrame frame) {
        byte[] bytes = frame.forwarded(0, 0);
        return ((bytes[16] & 0xff) << 8) | (bytes[17] & 0xff);
    }

    @Test
    void framesOfEveryLengthReachMoreBranchesThanAreCopiedTo() {
        List<TestFrame> burst = Arrays.stream(LENGTHS)
                .mapToObj(length -> frame(0, length, false))
                .toList();
        int[] outgoing = IntStream.rangeClosed(2, 11).toArray();
        try (WorkerBench bench = WorkerBench.withBranches(outgoing.length)) {
            bench.routeStream(key(0), 1, outgoing);
            bench.receiveBurst(burst.stream().map(TestFrame::bytes).toList());
            for (int index : outgoing) {
                long mac = macOf(index).value();
                assertFrames(
                        burst.stream().map(frame -> frame.forwarded(mac, 0)).toList(), bench.sent(index));
            }
        }
    }

    @Test
    void framesThatMayNotPassDoNotKeepThoseBehindThemBack() {
        try (WorkerBench bench = bench(1500)) {
            bench.routeStream(key(OUTGOING.length), 1);
            bench.routeStream(key(OUTGOING.length + 1), 2, 3);
            List<TestFrame> passing = new ArrayList<>();
            List<byte[]> burst = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                passing.add(frame(i % OUTGOING.length, 60, false));
                burst.add(passing.getLast().bytes());
                burst.add(frame(OUTGOING.length, 60, false).bytes());
                burst.add(frame(OUTGOING.length + 1, 60, false).bytes());
            }
            bench.receiveBurst(burst);
            for (int index = 2; index <= 4; index++) {
                assertFrames(expected(passing, index, 1500), bench.sent(index));
            }
            assertEquals(10, bench.count(Fate.FORWARDED));
            assertEquals(10, bench.count(Fate.DROPPED_NEGATIVE));
            assertEquals(10, bench.count(Fate.DROPPED_WRONG_INTERFACE));
        }
    }

    @Test
    void poolThatRunsOutInABurstDropsWholeFrames() {
        try (WorkerBench bench = new WorkerBench(600, 1500, 0, 0, 0, 0)) {
            bench.route(1, 2, 3, 4);
            List<byte[]> burst = new ArrayList<>();
            // 600 mbufs are six bursts of 30 with three replicas each, and then 60: enough for 30 frames, not for their
            // copies.
            for (int i = 0; i < 30; i++) {
                burst.add(TestFrame.udp().bytes());
            }
            int bursts = 0;
            while (bench.count(Fate.DROPPED_NO_BUFFER) == 0 && bursts < 7) {
                bench.receiveBurst(burst);
                bursts++;
            }
            assertTrue(bench.count(Fate.DROPPED_NO_BUFFER) > 0);
            long forwarded = bench.count(Fate.FORWARDED);
            assertEquals(30L * bursts, forwarded + bench.count(Fate.DROPPED_NO_BUFFER));
            for (int index = 2; index <= 4; index++) {
                assertEquals(forwarded, bench.counters().read(index, InterfaceCount.QUEUED_PACKETS));
                assertEquals(0, bench.counters().read(index, InterfaceCount.DISCARDED_PACKETS));
            }
        }
    }

    private static void assertFrames(List<byte[]> expected, List<byte[]> sent) {
        assertEquals(expected.size(), sent.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), sent.get(i));
        }
    }
}
