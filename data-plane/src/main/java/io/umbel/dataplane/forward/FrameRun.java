package io.umbel.dataplane.forward;

import io.umbel.dataplane.packet.Ethernet;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.agrona.UnsafeApi;

/**
 * Frames that follow each other and leave by the same outgoing list, with Ethernet headers of one length and priority:
 * replicated together, so that what is the same for all of them is looked at once and not for every replica. The streams may
 * differ.
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

    private static final int MOST_SMALL = Line.LENGTH - Ethernet.LENGTH;

    private static final int SHIFT = 5;
    private static final int IP = 8;
    private static final int DESTINATION = 16;
    private static final int OCTETS = 24;
    private static final int DATAGRAM = 28;

    private final long frames;
    private int l2;
    private int priority;
    private int size;
    private long list;
    private int longestDatagram;
    private boolean small;

    FrameRun(Arena arena) {
        this.frames = arena.allocate(ValueLayout.JAVA_LONG, (long) CAPACITY << (SHIFT - 3))
                .address();
    }

    /**
     * Begins a run.
     *
     * @param l2 octets before the IPv4 headers
     * @param priority priority and drop eligibility, as in a tag's control information
     */
    void begin(int l2, int priority) {
        this.l2 = l2;
        this.priority = priority;
    }

    /**
     * Ends a run: its frames have been {@linkplain #write written}.
     *
     * @param end address behind the last frame
     * @param list address of the {@link io.umbel.dataplane.fib.OutgoingList}
     * @param longestDatagram octets of the longest datagram
     * @param small whether {@link #isSmall} is true of all frames
     */
    void end(long end, long list, int longestDatagram, boolean small) {
        this.size = (int) (end - frames) >>> SHIFT;
        this.list = list;
        this.longestDatagram = longestDatagram;
        this.small = small;
    }

    /** Writes a frame at the address of the first, or of the {@link #next}. */
    static void write(long frame, long mbuf, long ip, long destination, int octets, int datagram) {
        UnsafeApi.putLong(frame, mbuf);
        UnsafeApi.putLong(frame + IP, ip);
        UnsafeApi.putLong(frame + DESTINATION, destination);
        UnsafeApi.putLong(frame + OCTETS, octets | (long) datagram << 32);
    }

    int size() {
        return size;
    }

    long list() {
        return list;
    }

    int l2() {
        return l2;
    }

    int priority() {
        return priority;
    }

    int longestDatagram() {
        return longestDatagram;
    }

    /** Whether no frame, with an untagged header, is longer than a {@link Line}; the shortest of Ethernet are not. */
    boolean isSmall() {
        return small;
    }

    /** Not negative if a frame with so many octets from the IPv4 header on is small. */
    static int smallness(int octets) {
        return MOST_SMALL - octets;
    }

    /** Address of the first frame. */
    long first() {
        return frames;
    }

    /** Address of frame {@code i}. */
    long frame(int i) {
        return frames + ((long) i << SHIFT);
    }

    /** Address of the frame after that one. */
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
