package io.umbel.perf.gen;

import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dataplane.packet.Ipv4;
import org.agrona.UnsafeApi;

/**
 * What every test frame carries behind its UDP header: sixteen octets, so that they fit into the smallest frame, in the machine's byte
 * order, since the generator reads them itself.
 *
 * <p>A frame is named by the native address of its first octet.
 */
final class FrameTag {
    /** Octets of the tag. */
    static final int LENGTH = 16;

    /** Octets before the tag in a frame without VLAN tag: Ethernet, IPv4 without options, UDP. */
    static final int OFFSET = Ethernet.LENGTH + Ipv4.LENGTH + 8;

    /** Octets of the shortest frame that holds the tag, without VLAN tag and frame check sequence. */
    static final int SHORTEST_FRAME = OFFSET + LENGTH;

    /** Streams that can be told apart. */
    static final int MAX_STREAMS = 1 << 16;

    private static final int RUN = 0;
    private static final int STREAM = 2;
    private static final int SEQUENCE = 4;
    private static final int SENT_AT = 8;

    private static final int UDP = 17;

    /** IPv4 without options. */
    private static final int NO_OPTIONS = 0x45;

    private FrameTag() {}

    /**
     * Writes the tag.
     *
     * @param tag address of its first octet
     * @param run tells the frames of one trial from those of another, 16 bits
     */
    static void write(long tag, int run, int stream, int sequence, long sentAtNanos) {
        UnsafeApi.putShort(tag + RUN, (short) run);
        UnsafeApi.putShort(tag + STREAM, (short) stream);
        UnsafeApi.putInt(tag + SEQUENCE, sequence);
        sentAt(tag, sentAtNanos);
    }

    static void sentAt(long tag, long nanos) {
        UnsafeApi.putLong(tag + SENT_AT, nanos);
    }

    static int run(long tag) {
        return UnsafeApi.getShort(tag + RUN) & 0xffff;
    }

    static int stream(long tag) {
        return UnsafeApi.getShort(tag + STREAM) & 0xffff;
    }

    static int sequence(long tag) {
        return UnsafeApi.getInt(tag + SEQUENCE);
    }

    static long sentAt(long tag) {
        return UnsafeApi.getLong(tag + SENT_AT);
    }

    /** Where the IPv4 header is, if the frame is IPv4 without options and long enough to have a tag; otherwise 0. */
    static long ipv4(long frame, int length) {
        long ip = frame + Ethernet.LENGTH;
        int type = Ethernet.typeRaw(frame);
        int needed = SHORTEST_FRAME;
        if (type == Ethernet.VLAN_RAW && length >= SHORTEST_FRAME) {
            type = Ethernet.taggedTypeRaw(frame);
            ip += Ethernet.TAG_LENGTH;
            needed += Ethernet.TAG_LENGTH;
        }
        return type == Ethernet.IPV4_RAW && length >= needed && (Ipv4.firstWord(ip) & 0xff) == NO_OPTIONS ? ip : 0;
    }

    /** Where the tag is, if the IPv4 datagram is UDP; otherwise 0. */
    static long inDatagram(long ip) {
        return Ipv4.protocol(ip) == UDP ? ip + OFFSET - Ethernet.LENGTH : 0;
    }
}
