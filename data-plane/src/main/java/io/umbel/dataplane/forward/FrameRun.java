package io.umbel.dataplane.forward;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.agrona.UnsafeApi;

/**
 * Frames that follow each other and leave by the same outgoing list, with Ethernet headers of one length and priority:
 * collected so that what is the same for all of them is looked at once and not for every replica. The streams may differ.
 *
 * <pre>
 * 32 i, frame i:
 *  0  u64  address of the mbuf
 *  8  u64  address of its IPv4 header
 * 16  u64  destination MAC address as it lies in a frame
 * 24  u32  octets from the IPv4 header to the frame's end
 * 28  u32  octets of the datagram
 * </pre>
 */
final class FrameRun {
    static final int CAPACITY = Worker.BURST;

    private static final int SHIFT = 5;
    private static final int IP = 8;
    private static final int DESTINATION = 16;
    private static final int OCTETS = 24;
    private static final int DATAGRAM = 28;

    private final long frames;
    private int size;
    private long list;
    private int l2;
    private int priority;
    private int longestDatagram;

    FrameRun(Arena arena) {
        this.frames =
                arena.allocate(ValueLayout.JAVA_LONG, CAPACITY << (SHIFT - 3)).address();
    }

    /** Whether a frame that leaves by this list, with this header, belongs to the run and has room in it. */
    boolean accepts(long list, int l2, int priority) {
        return list == this.list && l2 == this.l2 && priority == this.priority && size < CAPACITY;
    }

    /** Begins a run, which {@link #accepts} such frames. */
    void begin(long list, int l2, int priority) {
        this.list = list;
        this.l2 = l2;
        this.priority = priority;
        this.size = 0;
        this.longestDatagram = 0;
    }

    void add(long mbuf, long ip, long destination, int octets, int datagram) {
        long frame = frame(size++);
        UnsafeApi.putLong(frame, mbuf);
        UnsafeApi.putLong(frame + IP, ip);
        UnsafeApi.putLong(frame + DESTINATION, destination);
        UnsafeApi.putLong(frame + OCTETS, octets | (long) datagram << 32);
        longestDatagram = Math.max(longestDatagram, datagram);
    }

    /** Ends the run; it accepts nothing until one begins. */
    void clear() {
        list = 0;
        size = 0;
    }

    int size() {
        return size;
    }

    /** Address of the {@link io.umbel.dataplane.fib.OutgoingList}. */
    long list() {
        return list;
    }

    /** Octets before the IPv4 headers. */
    int l2() {
        return l2;
    }

    /** Priority and drop eligibility, as in a tag's control information. */
    int priority() {
        return priority;
    }

    /** Octets of the longest datagram. */
    int longestDatagram() {
        return longestDatagram;
    }

    /** Address of frame {@code i}, for the static methods; the next frame's is {@link #next}. */
    long frame(int i) {
        return frames + ((long) i << SHIFT);
    }

    static long next(long frame) {
        return frame + (1L << SHIFT);
    }

    static long mbuf(long frame) {
        return UnsafeApi.getLong(frame);
    }

    static long ip(long frame) {
        return UnsafeApi.getLong(frame + IP);
    }

    static long destination(long frame) {
        return UnsafeApi.getLong(frame + DESTINATION);
    }

    static int octets(long frame) {
        return UnsafeApi.getInt(frame + OCTETS);
    }

    static int datagram(long frame) {
        return UnsafeApi.getInt(frame + DATAGRAM);
    }
}
