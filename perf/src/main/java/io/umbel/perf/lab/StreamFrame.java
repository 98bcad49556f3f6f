package io.umbel.perf.lab;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The Ethernet frames of a stream, as a host on the appliance's first network would send them: IPv4 without options, UDP
 * without checksum (RFC 768 allows that).
 */
final class StreamFrame {
    static final int TTL = 8;

    private static final int ETHERNET_OCTETS = 14;
    private static final int IPV4_OCTETS = 20;
    private static final int UDP_OCTETS = 8;
    private static final int HEADER_OCTETS = ETHERNET_OCTETS + IPV4_OCTETS + UDP_OCTETS;
    private static final short ETHERTYPE_IPV4 = 0x0800;
    private static final byte VERSION_4_IHL_5 = 0x45;
    private static final byte PROTOCOL_UDP = 17;
    /** A locally administered address. */
    private static final long SENDER_MAC = 0x02_00_0a_00_01_02L;
    /** RFC 1112 section 6.4: the low 23 bits of the group follow these. */
    private static final long GROUP_MAC = 0x01_00_5e_00_00_00L;

    private StreamFrame() {}

    /** The frame with that number of the stream, from that source. */
    static byte[] of(Stream stream, int source, int sequence) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_OCTETS + stream.payload());
        putMac(frame, GROUP_MAC | (stream.group() & 0x7f_ff_ff));
        putMac(frame, SENDER_MAC);
        frame.putShort(ETHERTYPE_IPV4);
        frame.put(VERSION_4_IHL_5).put((byte) 0);
        frame.putShort((short) (IPV4_OCTETS + UDP_OCTETS + stream.payload()));
        frame.putInt(0).put((byte) TTL).put(PROTOCOL_UDP).putShort((short) 0);
        frame.putInt(source).putInt(stream.group());
        frame.putShort(ETHERNET_OCTETS + 10, (short) ~headerSum(frame));
        frame.putShort((short) stream.port()).putShort((short) stream.port());
        frame.putShort((short) (UDP_OCTETS + stream.payload())).putShort((short) 0);
        // A buffer's segment begins at its position: the payload.
        TestDatagram.write(MemorySegment.ofBuffer(frame), stream.run(), sequence, 0);
        return frame.array();
    }

    /**
     * The number of a forwarded frame in the stream; -1 if it is none of the stream's, or if it was not forwarded as it
     * should be: TTL one less, the header's checksum right.
     */
    static long forwardedSequence(Stream stream, ByteBuffer frame) {
        if (frame.limit() != HEADER_OCTETS + stream.payload()
                || frame.get(ETHERNET_OCTETS + 8) != TTL - 1
                || headerSum(frame) != 0xffff) {
            return -1;
        }
        MemorySegment payload = MemorySegment.ofBuffer(frame).asSlice(HEADER_OCTETS);
        return TestDatagram.isOf(stream.run(), payload) ? TestDatagram.sequence(payload) : -1;
    }

    /** The ones' complement sum of the IPv4 header (RFC 1071). */
    private static int headerSum(ByteBuffer frame) {
        int sum = 0;
        for (int offset = 0; offset < IPV4_OCTETS; offset += Short.BYTES) {
            sum += Short.toUnsignedInt(frame.getShort(ETHERNET_OCTETS + offset));
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        return (sum & 0xffff) + (sum >>> 16);
    }

    private static void putMac(ByteBuffer frame, long mac) {
        frame.putShort((short) (mac >>> 32)).putInt((int) mac);
    }
}
