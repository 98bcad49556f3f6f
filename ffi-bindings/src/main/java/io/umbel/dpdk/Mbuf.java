package io.umbel.dpdk;

import org.agrona.UnsafeApi;
import org.dpdk.dpdk;
import org.dpdk.rte_mbuf;

/**
 * An {@code rte_mbuf}, named by its address: the accessors of the fields that a packet loop reads and writes.
 *
 * <p>Nothing is checked. An address that is not an mbuf's crashes the process, as in C. Only the thread that holds an
 * mbuf may touch it.
 */
public final class Mbuf {
    /** Bytes between the start of an mbuf's buffer and a fresh frame ({@code RTE_PKTMBUF_HEADROOM}). */
    public static final int HEADROOM = dpdk.RTE_PKTMBUF_HEADROOM();

    private static final long FRESH_DATA = rte_mbuf.sizeof() + HEADROOM;

    private static final long BUF_ADDR = rte_mbuf.buf_addr$offset();
    private static final long DATA_OFF = rte_mbuf.data_off$offset();
    private static final long REFCNT = rte_mbuf.refcnt$offset();
    private static final long PORT = rte_mbuf.port$offset();
    private static final long NB_SEGS = rte_mbuf.nb_segs$offset();
    private static final long OL_FLAGS = rte_mbuf.ol_flags$offset();
    private static final long PKT_LEN = rte_mbuf.pkt_len$offset();
    private static final long DATA_LEN = rte_mbuf.data_len$offset();
    private static final long VLAN_TCI = rte_mbuf.vlan_tci$offset();
    private static final long NEXT = rte_mbuf.next$offset();
    private static final long POOL = rte_mbuf.pool$offset();

    private static final long VLAN_STRIPPED = dpdk.RTE_MBUF_F_RX_VLAN_STRIPPED();

    private Mbuf() {}

    /** Address of the first byte of the segment's data. */
    public static long data(long mbuf) {
        return UnsafeApi.getLong(mbuf + BUF_ADDR) + (UnsafeApi.getShort(mbuf + DATA_OFF) & 0xffff);
    }

    /**
     * Address of the first data byte of an mbuf fresh from a {@link PacketPool}, whose mbufs have no private area, so that
     * the buffer follows the mbuf: not to read its address saves the packet loop a load that waits for memory.
     */
    public static long freshData(long mbuf) {
        return mbuf + FRESH_DATA;
    }

    /** Octets of frame in this segment. */
    public static int dataLength(long mbuf) {
        return UnsafeApi.getShort(mbuf + DATA_LEN) & 0xffff;
    }

    /** Octets of frame in all segments. */
    public static int packetLength(long mbuf) {
        return UnsafeApi.getInt(mbuf + PKT_LEN);
    }

    /** Segments of the frame; meaningful in the first. */
    public static int segments(long mbuf) {
        return UnsafeApi.getShort(mbuf + NB_SEGS) & 0xffff;
    }

    /** The next segment, or 0. */
    public static long next(long mbuf) {
        return UnsafeApi.getLong(mbuf + NEXT);
    }

    /** Sets {@link #next}. */
    public static void next(long mbuf, long segment) {
        UnsafeApi.putLong(mbuf + NEXT, segment);
    }

    /** How many holders the segment has. */
    public static int references(long mbuf) {
        return UnsafeApi.getShort(mbuf + REFCNT) & 0xffff;
    }

    /** Address of the {@code rte_mempool} that the segment came from. */
    public static long pool(long mbuf) {
        return UnsafeApi.getLong(mbuf + POOL);
    }

    /** What the receiving device said of the frame ({@code ol_flags}), 0 if nothing. */
    public static long offloads(long mbuf) {
        return UnsafeApi.getLong(mbuf + OL_FLAGS);
    }

    /** Whether the device took the outer VLAN tag off the frame, in what {@link #offloads} answers; {@link #vlanTci} then has it. */
    public static boolean vlanStripped(long offloads) {
        return (offloads & VLAN_STRIPPED) != 0;
    }

    /** The stripped tag's control information, host order. */
    public static int vlanTci(long mbuf) {
        return UnsafeApi.getShort(mbuf + VLAN_TCI) & 0xffff;
    }

    /**
     * Gives a fresh mbuf one segment of {@code length} octets at {@link #freshData}.
     *
     * @param owner see {@link #owner}
     */
    public static void initialise(long mbuf, int length, int owner) {
        initialise(mbuf, rearm(HEADROOM, owner), length, length);
    }

    /**
     * Makes a fresh mbuf the first of a frame, or all of it, with {@code length} octets.
     *
     * @param rearm what {@link #rearm(int, int)} or {@link #rearmOfHead} answers
     * @param octets of the whole frame
     */
    public static void initialise(long mbuf, long rearm, int length, int octets) {
        rearm(mbuf, rearm);
        clearOffloads(mbuf);
        UnsafeApi.putLong(mbuf + PKT_LEN, octets | (long) length << 32);
    }

    /**
     * Address of what {@link #initialise(long, long, int, int)} writes: 32 octets that begin with what {@link #rearm} answers, then eight of 0,
     * then octets of the frame from the 20th and of the segment from the 24th. The others may become 0, too.
     */
    public static long fresh(long mbuf) {
        return mbuf + DATA_OFF;
    }

    /**
     * A number of 16 bits that the holder may use as it likes until the frame is sent: the {@code port} field, which
     * means something on received frames only.
     */
    public static int owner(long mbuf) {
        return UnsafeApi.getShort(mbuf + PORT) & 0xffff;
    }

    /** Sets {@link #owner}. */
    public static void owner(long mbuf, int owner) {
        if (owner(mbuf) != owner) {
            UnsafeApi.putShort(mbuf + PORT, (short) owner);
        }
    }

    /**
     * {@code data_off}, {@code refcnt}, {@code nb_segs} and {@code port}, which lie side by side, 16 bits each, of an mbuf with
     * one segment and one holder.
     *
     * @param headroom octets between the start of its buffer and its data
     * @param owner see {@link #owner}
     */
    public static long rearm(int headroom, int owner) {
        return headroom | 1L << 16 | 1L << 32 | (long) owner << 48;
    }

    /** The same of the first of two segments. */
    public static long rearmOfHead(int headroom, int owner) {
        return rearm(headroom, owner) + (1L << 32);
    }

    // An mbuf mostly comes back with the values that it is to have again, and a load and a guess cost less than a
    // store.
    private static void rearm(long mbuf, long value) {
        if (UnsafeApi.getLong(mbuf + DATA_OFF) != value) {
            UnsafeApi.putLong(mbuf + DATA_OFF, value);
        }
    }

    /** Forgets what the receiving device said of the frame, so that the sending one does not act on it. */
    public static void clearOffloads(long mbuf) {
        if (offloads(mbuf) != 0) {
            UnsafeApi.putLong(mbuf + OL_FLAGS, 0);
        }
    }

    /**
     * Moves the start of the first segment's data: {@code octets} leave the frame's front, or join it from the headroom
     * if negative.
     */
    public static void moveFront(long mbuf, int octets) {
        UnsafeApi.putShort(mbuf + DATA_OFF, (short) (UnsafeApi.getShort(mbuf + DATA_OFF) + octets));
        UnsafeApi.putShort(mbuf + DATA_LEN, (short) (UnsafeApi.getShort(mbuf + DATA_LEN) - octets));
        UnsafeApi.putInt(mbuf + PKT_LEN, UnsafeApi.getInt(mbuf + PKT_LEN) - octets);
    }

    /**
     * Puts the segment {@code head} in front of the frame {@code payload}, which keeps its other holders: {@code head}
     * becomes the frame's first segment.
     */
    public static void chain(long head, long payload) {
        UnsafeApi.putLong(head + NEXT, payload);
        UnsafeApi.putShort(head + NB_SEGS, (short) (segments(payload) + 1));
        UnsafeApi.putInt(head + PKT_LEN, packetLength(head) + packetLength(payload));
    }

    /** Copies all octets of the frame {@code payload} behind those of {@code mbuf}, one segment that has the room. */
    public static void append(long mbuf, long payload) {
        int length = dataLength(mbuf);
        for (long segment = payload; segment != 0; segment = next(segment)) {
            int octets = dataLength(segment);
            UnsafeApi.copyMemory(data(segment), data(mbuf) + length, octets);
            length += octets;
        }
        UnsafeApi.putInt(mbuf + PKT_LEN, length);
        UnsafeApi.putShort(mbuf + DATA_LEN, (short) length);
    }

    /**
     * Sets how many holders each segment of the frame has. A plain write: only while the caller is the one holder.
     */
    public static void share(long mbuf, int holders) {
        for (long segment = mbuf; segment != 0; segment = next(segment)) {
            setReferences(segment, holders);
        }
    }

    /**
     * Makes a frame of one segment the payload of several: its first {@code octets} are out of it, still where they were.
     *
     * @param frame octets of the frame
     * @param holders as for {@link #share}
     */
    public static void makePayload(long mbuf, int frame, int octets, int holders) {
        UnsafeApi.putInt(mbuf + DATA_OFF, (UnsafeApi.getShort(mbuf + DATA_OFF) & 0xffff) + octets | holders << 16);
        int length = frame - octets;
        UnsafeApi.putLong(mbuf + PKT_LEN, length | (long) length << 32);
    }

    private static void setReferences(long segment, int holders) {
        UnsafeApi.putShort(segment + REFCNT, (short) holders);
    }

    /** Gives up one of several holders' claim; true if it was the last, with the count set back to 1. */
    static boolean dropReference(long mbuf) {
        // The count is 16 bits wide; the field is aligned, so the machine adds it atomically, as DPDK's does.
        if (UnsafeApi.getAndAddShort(null, mbuf + REFCNT, (short) -1) != 1) {
            return false;
        }
        setReferences(mbuf, 1);
        return true;
    }

    /** Takes the segment out of its frame, as the pool wants it back. */
    static void detach(long mbuf) {
        UnsafeApi.putLong(mbuf + NEXT, 0);
        UnsafeApi.putShort(mbuf + NB_SEGS, (short) 1);
    }
}
