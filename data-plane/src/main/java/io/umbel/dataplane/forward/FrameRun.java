package io.umbel.dataplane.forward;

import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dataplane.packet.Ipv4;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.agrona.UnsafeApi;

/**
 * Frames of one burst, and among them a run: those that follow each other and leave by the same outgoing list. They are
 * replicated together, so that what is the same for all of them is looked at once and not for every replica. All have Ethernet
 * headers of one length and priority; the streams may differ.
 *
 * <p>A frame of a run has been made ready: its TTL and checksum are what they are to be, and its group's MAC address lies 14
 * octets before the datagram, where a header without a tag would begin, whatever header it came with.
 *
 * <pre>
 * 64 i, frame i:
 *  0  u64  address of the mbuf
 *  8  u64  address of its IPv4 header
 * 16  u64  its stream, source and group as they lie in the header
 * 24  u16  octets from the IPv4 header to the frame's end
 * 26  u16  octets of the datagram
 * 28  u32  (unused)
 * 32  u64  address of its stream's entry, once it has been looked up
 * 40       (unused)
 * </pre>
 */
final class FrameRun {
    static final int CAPACITY = Worker.BURST;

    private static final int MOST_IN_A_LINE = Line.LENGTH - Ethernet.LENGTH;

    private static final int SHIFT = 6;
    private static final int IP = 8;
    private static final int STREAM = 16;
    private static final int LENGTHS = 24;
    private static final int ENTRY = 32;
    private static final int DATAGRAM_SHIFT = 16;

    private final long frames;
    private int l2;
    private int priority;
    private long first;
    private int size;
    private long list;
    private int longest;

    FrameRun(Arena arena) {
        this.frames = arena.allocate(ValueLayout.JAVA_LONG, (long) CAPACITY << (SHIFT - 3))
                .address();
    }

    /**
     * Begins a burst.
     *
     * @param l2 octets before the IPv4 headers
     * @param priority priority and drop eligibility, as in a tag's control information
     */
    void begin(int l2, int priority) {
        this.l2 = l2;
        this.priority = priority;
    }

    /**
     * Makes a run of frames that have been {@linkplain #makeReady made ready}.
     *
     * @param first address of the first of them
     * @param end address behind the last
     * @param list address of the {@link io.umbel.dataplane.fib.OutgoingList}
     * @param longest octets of the longest frame, from the IPv4 header on
     */
    void take(long first, long end, long list, int longest) {
        this.first = first;
        this.size = count(first, end);
        this.list = list;
        this.longest = longest;
    }

    /**
     * Writes a frame at the address of the burst's first, or of the {@link #next}.
     *
     * @param octets from the IPv4 header to the frame's end
     */
    static void write(long frame, long mbuf, long ip, long stream, int octets, int datagram) {
        UnsafeApi.putLong(frame, mbuf);
        UnsafeApi.putLong(frame + IP, ip);
        UnsafeApi.putLong(frame + STREAM, stream);
        UnsafeApi.putInt(frame + LENGTHS, octets | datagram << DATAGRAM_SHIFT);
    }

    /**
     * Makes a frame ready.
     *
     * @param destination its group's MAC address as it lies in a frame, in the low 48 bits
     */
    static void makeReady(long frame, long destination) {
        long ip = ip(frame);
        Ipv4.decrementTtl(ip);
        UnsafeApi.putLong(ip - Ethernet.LENGTH, destination);
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

    /** Octets of the longest frame, from the IPv4 header on: no datagram is longer. */
    int longest() {
        return longest;
    }

    /** Whether no frame, with an untagged header, is longer than a {@link Line}; the shortest of Ethernet are not. */
    boolean fitsInALine() {
        return longest <= MOST_IN_A_LINE;
    }

    /** Whether none is longer than two. */
    boolean fitsInTwoLines() {
        return longest <= MOST_IN_A_LINE + Line.LENGTH;
    }

    /** Whether one of the frames is so long that chaining it costs less than copying it. */
    boolean isBetterChained() {
        return Replicator.chainingPays(l2 + longest, list);
    }

    /** Address of the burst's first frame. */
    long burst() {
        return frames;
    }

    /** Address of the run's frame {@code i}. */
    long frame(int i) {
        return first + ((long) i << SHIFT);
    }

    /** Address of the frame so many after that one. */
    static long next(long frame, int count) {
        return frame + ((long) count << SHIFT);
    }

    /** How many frames there are from one up to another. */
    static int count(long first, long end) {
        return (int) (end - first) >>> SHIFT;
    }

    static long mbuf(long frame) {
        return UnsafeApi.getLong(frame);
    }

    static long ip(long frame) {
        return UnsafeApi.getLong(frame + IP);
    }

    static long stream(long frame) {
        return UnsafeApi.getLong(frame + STREAM);
    }

    /** Address of the entry of its stream. */
    static long entry(long frame) {
        return UnsafeApi.getLong(frame + ENTRY);
    }

    /** Sets {@link #entry}. */
    static void entry(long frame, long entry) {
        UnsafeApi.putLong(frame + ENTRY, entry);
    }

    /** The group's MAC address as it lies in a frame, in the low 48 bits. */
    static long destination(long frame) {
        return Ethernet.groupMacRaw(stream(frame));
    }

    /** Octets of frame and datagram. */
    static int lengths(long frame) {
        return UnsafeApi.getInt(frame + LENGTHS);
    }

    static int octets(long frame) {
        return octetsOf(lengths(frame));
    }

    static int datagram(long frame) {
        return datagramOf(lengths(frame));
    }

    /** Octets from the IPv4 header to the frame's end, in what {@link #lengths} answers. */
    static int octetsOf(int lengths) {
        return lengths & 0xffff;
    }

    /** Octets of the datagram, in what {@link #lengths} answers. */
    static int datagramOf(int lengths) {
        return lengths >>> DATAGRAM_SHIFT;
    }
}
