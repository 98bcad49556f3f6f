package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.forward.WorkerCounters.InterfaceCount;
import io.umbel.dataplane.packet.TestFrame;
import io.umbel.dpdk.DpdkExtension;
import io.umbel.dpdk.Mbuf;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Damaged frames through the real worker: nothing crashes, every frame is counted once, every mbuf comes back, and
 * whatever is sent is a datagram that may be forwarded.
 */
class MalformedFramesTest {
    private static final int FRAMES_A_TRY = 64;
    private static final int TRIES = 20_000;
    private static final int BRANCHES = 3;

    private static WorkerBench bench;
    private static long received;

    @BeforeContainer
    static void openBench() {
        DpdkExtension.eal();
        bench = WorkerBench.withVlans(0, 0, 20, 0).route(1, 2, 3, 4);
        received = 0;
    }

    @AfterContainer
    static void someWereForwardedAndMostWereNot() {
        long forwarded = bench.count(Fate.FORWARDED);
        bench.close();
        assertTrue(received >= 1_000_000, received + " frames");
        assertTrue(forwarded > 0 && forwarded < received / 2, forwarded + " of " + received + " forwarded");
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void everyFrameIsCountedOnceAndNothingForbiddenIsSent(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < FRAMES_A_TRY; i++) {
            bench.receiveMbuf(inSegments(damaged(frame(random), random), random));
            received++;
            for (int index = 2; index < 2 + BRANCHES; index++) {
                bench.sent(index).forEach(MalformedFramesTest::assertMayBeForwarded);
            }
        }
        assertEquals(received, bench.counted());
        bench.after(HoldSettings.DEFAULT.askAgain());
        bench.pass();
        assertEquals(0, bench.missingMbufs());
        bench.upcalls();
        bench.punted();
        assertEquals(
                bench.count(Fate.FORWARDED),
                bench.counters().read(2, InterfaceCount.QUEUED_PACKETS)
                        + bench.counters().read(2, InterfaceCount.TOO_BIG));
    }

    /** A frame that the worker has an entry for, mostly. */
    private static byte[] frame(SplittableRandom random) {
        TestFrame frame = TestFrame.udp()
                .withTtl(random.nextInt(256))
                .withFragment(random.nextInt(0x10000))
                .withOptions(new byte[4 * random.nextInt(11)])
                .withLength(80 + random.nextInt(random.nextInt(10) == 0 ? 1900 : 100));
        return switch (random.nextInt(8)) {
            case 0 -> frame.withTag(random.nextInt(0x10000)).bytes();
            case 1 -> frame.withGroup(random.nextInt()).bytes();
            case 2 -> frame.withSource(random.nextInt()).bytes();
            case 3 -> frame.withProtocol(random.nextInt(256)).bytes();
            default -> frame.bytes();
        };
    }

    private static byte[] damaged(byte[] frame, SplittableRandom random) {
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(frame, random.nextInt(frame.length));
            }
            case 1 -> {
                return Arrays.copyOf(frame, Math.min(frame.length + random.nextInt(64), WorkerBench.DATA_ROOM));
            }
            case 2 -> random.nextBytes(frame);
            case 3 -> frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
            case 4 -> {
                for (int changes = random.nextInt(8); changes > 0; changes--) {
                    frame[12 + random.nextInt(24)] = (byte) random.nextInt(256);
                }
            }
            default -> {
                // As good as it was.
            }
        }
        return frame;
    }

    /** The frame in one mbuf, or in two or three, cut anywhere. */
    private static long inSegments(byte[] frame, SplittableRandom random) {
        int pieces = frame.length < 3 ? 1 : 1 + Math.max(0, random.nextInt(6) - 3);
        int[] cuts = random.ints(pieces - 1L, 0, frame.length + 1).sorted().toArray();
        long chain = 0;
        int end = frame.length;
        for (int piece = pieces - 1; piece >= 0; piece--) {
            int start = piece == 0 ? 0 : cuts[piece - 1];
            long segment = bench.thread().mbufOf(Arrays.copyOfRange(frame, start, end));
            if (chain != 0) {
                Mbuf.chain(segment, chain);
            }
            chain = segment;
            end = start;
        }
        return chain;
    }

    private static void assertMayBeForwarded(byte[] frame) {
        int l2 = frame[12] == (byte) 0x81 ? 18 : 14;
        assertEquals(0x0800, octets(frame, l2 - 2, 2));
        assertEquals(0x0100_5e01_0101L, octets(frame, 0, 6), "group MAC address of 239.1.1.1");
        assertEquals(WorkerBench.KEY, octets(frame, l2 + 12, 8), "the stream that there is an entry for");
        assertTrue(octets(frame, l2 + 8, 1) > 0, "TTL");
        assertEquals(0xffff, onesComplementSum(frame, l2, 4 * ((int) octets(frame, l2, 1) & 0xf)), "checksum");
        assertTrue(octets(frame, l2 + 2, 2) <= frame.length - l2, "total length");
    }

    private static long octets(byte[] frame, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value * 256 + (frame[i] & 0xff);
        }
        return value;
    }

    private static long onesComplementSum(byte[] frame, int from, int count) {
        long sum = 0;
        for (int i = from; i < from + count; i += 2) {
            sum += octets(frame, i, 2);
        }
        while (sum > 0xffff) {
            sum = sum % 0x10000 + sum / 0x10000;
        }
        return sum;
    }
}
