package io.umbel.dataplane.forward;

import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dataplane.packet.Ipv4;
import java.lang.foreign.Arena;
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
 * 8 i            u64  address of the mbuf of frame i, as the device writes it
 * 256 + 32 i, frame i:
 *  0  u64  address of its IPv4 header
 *  8  u64  its stream, source and group as they lie in the header
 * 16  u32  octets from the IPv4 header to the frame's end
 * 20  u32  octets of the datagram
 * 24  u64  address of its stream's entry, once it has been looked up
 * 1280           u64  what the device has said of the frames, {@link io.umbel.dpdk.Mbuf#offloads} of all of them together
 * </pre>
 */
final class FrameRun {
    static final int CAPACITY = Worker.BURST;

    private static final int FRAMES = CAPACITY * Long.BYTES;
    private static final int SHIFT = 5;
    private static final int OFFLOADS = FRAMES + (CAPACITY << SHIFT);
    private static final int LENGTH = OFFLOADS + Long.BYTES;
    private static final int STREAM = 8;
    private static final int OCTETS = 16;
    private static final int DATAGRAM = 20;
    private static final int ENTRY = 24;
    private static final int DATAGRAM_SHIFT = 32;

    private final long burst;
    private int l2;
    private int priority;
    private long first;
    private int size;
    private long list;
    private int longest;
    private long octetsInAll;

    FrameRun(Arena arena) {
        this.burst = arena.allocate(LENGTH, Line.LENGTH).address();
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
     * @param octetsInAll likewise of all of them together
     */
    void take(long first, long end, long list, int longest, long octetsInAll) {
        this.first = first;
        this.size = count(first, end);
        this.list = list;
        this.longest = longest;
        this.octetsInAll = octetsInAll;
    }

    /**
     * Writes a frame at the address of the burst's first, or of the {@link #next}.
     *
     * @param octets from the IPv4 header to the frame's end
     */
    static void write(long frame, long ip, long stream, int octets, int datagram) {
        UnsafeApi.putLong(frame, ip);
        UnsafeApi.putLong(frame + STREAM, stream);
        // Two stores cost less than to make one number of both.
        UnsafeApi.putInt(frame + OCTETS, octets);
        UnsafeApi.putInt(frame + DATAGRAM, datagram);
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

    /** Octets of all frames together, from their IPv4 headers on. */
    long octetsInAll() {
        return octetsInAll;
    }

    /** Whether no frame, with an untagged header, is longer than so many {@linkplain Line lines}; the shortest of Ethernet fit in 1. */
    boolean fitsIn(int lines) {
        return Ethernet.LENGTH + longest <= lines * Line.LENGTH;
    }

    /** Whether one of the frames is so long that chaining it costs less than copying it. */
    boolean isBetterChained() {
        return Replicator.chainingPays(l2 + longest, list);
    }

    /** Address of the mbufs' addresses, {@value #CAPACITY} at most: the burst, for all that has to do with it. */
    long burst() {
        return burst;
    }

    /** Address of the first of a burst's frames. */
    static long frames(long burst) {
        return burst + FRAMES;
    }

    /** What the device has said of any of a burst's frames. */
    static void offloads(long burst, long offloads) {
        UnsafeApi.putLong(burst + OFFLOADS, offloads);
    }

    /** Whether the device has said something of a frame, which the sending one could act on. */
    boolean hasOffloads() {
        return UnsafeApi.getLong(burst + OFFLOADS) != 0;
    }

    /** Address of the run's frame {@code i}. */
    long frame(int i) {
        return next(first, i);
    }

    /** Address of the mbufs' addresses, of the run's from frame {@code i} on. */
    long mbufs(int i) {
        return burst + (long) (count(frames(burst), first) + i) * Long.BYTES;
    }

    /** The mbuf of the run's frame {@code i}. */
    long mbuf(int i) {
        return UnsafeApi.getLong(mbufs(i));
    }

    /** Address of the frame so many after that one. */
    static long next(long frame, int count) {
        return frame + ((long) count << SHIFT);
    }

    /** Octets of so many addresses of mbufs, {@link #CAPACITY} at most. That bound is for the compiler, see {@link #at}. */
    static int offset(int count) {
        return (count & (2 * CAPACITY - 1)) * Long.BYTES;
    }

    /**
     * Address of the frame {@code offset / 8} after that one. Loops over frames that go by such offsets, from 0 to an {@link #offset}, take
     * fewer instructions: the compiler sees that offsets are small, and makes them part of the moves' addresses.
     */
    static long at(long frame, int offset) {
        return frame + ((long) offset << (SHIFT - 3));
    }

    /** How many frames there are from one up to another. */
    static int count(long first, long end) {
        return (int) (end - first) >>> SHIFT;
    }

    static long ip(long frame) {
        return UnsafeApi.getLong(frame);
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

    /** Octets from the IPv4 header to the frame's end. */
    static int octets(long frame) {
        return UnsafeApi.getInt(frame + OCTETS);
    }

    /** Octets of the datagram. */
    static int datagram(long frame) {
        return UnsafeApi.getInt(frame + DATAGRAM);
    }

    /** Both, of which sums can be made as well: see {@link #octetsOf} and {@link #datagramsOf}. */
    static long lengths(long frame) {
        return UnsafeApi.getLong(frame + OCTETS);
    }

    /** The octets in a sum of {@link #lengths}. */
    static int octetsOf(long lengths) {
        return (int) lengths;
    }

    /** Octets of the datagrams in a sum of {@link #lengths}. */
    static int datagramsOf(long lengths) {
        return (int) (lengths >>> DATAGRAM_SHIFT);
    }
}
