package io.umbel.perf.lab;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * What a datagram of the lab carries, in network byte order: the run (8 octets), its number in the stream (8), and when it
 * was sent, in nanoseconds of {@link System#nanoTime} (8). The rest of the payload is zero.
 */
final class TestDatagram {
    static final int SMALLEST_PAYLOAD = 24;
    /** What fits an Ethernet frame: 1500 less the headers of IPv4 and UDP. */
    static final int LARGEST_PAYLOAD = 1472;

    private static final ValueLayout.OfLong FIELD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int RUN = 0;
    private static final int SEQUENCE = 8;
    private static final int SENT_AT = 16;

    private TestDatagram() {}

    static void write(MemorySegment payload, long run, long sequence, long sentAtNanos) {
        payload.set(FIELD, RUN, run);
        payload.set(FIELD, SEQUENCE, sequence);
        payload.set(FIELD, SENT_AT, sentAtNanos);
    }

    /** Whether it is one of that run's datagrams. */
    static boolean isOf(long run, MemorySegment payload) {
        return payload.byteSize() >= SMALLEST_PAYLOAD && payload.get(FIELD, RUN) == run;
    }

    static long sequence(MemorySegment payload) {
        return payload.get(FIELD, SEQUENCE);
    }

    static long sentAtNanos(MemorySegment payload) {
        return payload.get(FIELD, SENT_AT);
    }
}
