package io.umbel.perf;

import java.nio.ByteBuffer;

/**
 * An Ethernet frame with a UDP datagram to a group, as a host would send it: IPv4 without options (RFC 791), group MAC
 * address (RFC 1112 section 6.4), UDP without checksum (RFC 768 allows that).
 */
public final class UdpFrame {
    /** Octets before the payload. */
    public static final int HEADER_LENGTH = 42;

    /** TTL of the datagram. */
    public static final int TTL = 64;

    private static final int ETHERNET_LENGTH = 14;
    private static final int IPV4_LENGTH = 20;
    private static final short ETHERTYPE_IPV4 = 0x0800;
    private static final byte VERSION_4_IHL_5 = 0x45;
    private static final byte PROTOCOL_UDP = 17;
    private static final long GROUP_MAC = 0x0100_5e00_0000L;

    /** A locally administered address. */
    private static final long SENDER_MAC = 0x0200_0a00_0102L;

    private UdpFrame() {}

    /**
     * The frame, its payload all zeros.
     *
     * @param source first octet most significant
     * @param group likewise
     * @param length octets of frame, {@link #HEADER_LENGTH} or more, without frame check sequence
     */
    public static byte[] of(int source, int group, int port, int length) {
        ByteBuffer frame = ByteBuffer.allocate(length);
        putMac(frame, groupMac(group));
        putMac(frame, SENDER_MAC);
        frame.putShort(ETHERTYPE_IPV4);
        frame.put(VERSION_4_IHL_5).put((byte) 0);
        frame.putShort((short) (length - ETHERNET_LENGTH));
        frame.putInt(0).put((byte) TTL).put(PROTOCOL_UDP).putShort((short) 0);
        frame.putInt(source).putInt(group);
        frame.putShort(ETHERNET_LENGTH + 10, (short) ~headerSum(frame));
        frame.putShort((short) port).putShort((short) port);
        frame.putShort((short) (length - ETHERNET_LENGTH - IPV4_LENGTH));
        return frame.array();
    }

    /** The ones' complement sum of the frame's IPv4 header (RFC 1071): 0xffff if its checksum is right. */
    public static int headerSum(ByteBuffer frame) {
        return onesComplementSum(frame, ETHERNET_LENGTH, IPV4_LENGTH);
    }

    /** The ones' complement sum of octets of a buffer in network order (RFC 1071), as 16 bits; an odd last one counts as if a 0 followed. */
    public static int onesComplementSum(ByteBuffer buffer, int from, int length) {
        int sum = 0;
        for (int offset = 0; offset + 1 < length; offset += Short.BYTES) {
            sum += Short.toUnsignedInt(buffer.getShort(from + offset));
        }
        if (length % Short.BYTES == 1) {
            sum += (buffer.get(from + length - 1) & 0xff) << Byte.SIZE;
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        return (sum & 0xffff) + (sum >>> 16);
    }

    /** The group MAC address (RFC 1112 section 6.4), first octet most significant, in the low 48 bits. */
    public static long groupMac(int group) {
        return GROUP_MAC | (group & 0x7f_ffff);
    }

    /** Puts a MAC address, in that form, at the buffer's position. */
    public static void putMac(ByteBuffer frame, long mac) {
        frame.putShort((short) (mac >>> 32)).putInt((int) mac);
    }
}
