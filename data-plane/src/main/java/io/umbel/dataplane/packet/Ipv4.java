package io.umbel.dataplane.packet;

import org.agrona.UnsafeApi;

/** The IPv4 header (RFC 791). */
public final class Ipv4 {
    /** Octets of a header without options. */
    public static final int LENGTH = 20;

    /** Octets of the longest header. */
    public static final int MAX_LENGTH = 60;

    /** Protocol numbers. */
    public static final int IGMP = 2;

    public static final int PIM = 103;

    private static final int TOTAL_LENGTH = 2;
    private static final int TTL = 8;
    private static final int PROTOCOL = 9;
    private static final int CHECKSUM = 10;
    private static final int SOURCE = 12;
    private static final int DESTINATION = 16;

    private static final long LOW_32 = 0xffff_ffffL;

    private Ipv4() {}

    public static int version(long ip) {
        return UnsafeApi.getByte(ip) >>> 4 & 0xf;
    }

    /** Octets of the header, options included, as its IHL field says. */
    public static int headerLength(long ip) {
        return (UnsafeApi.getByte(ip) & 0xf) << 2;
    }

    /** Octets of the datagram, header included, as its header says. */
    public static int totalLength(long ip) {
        return Short.reverseBytes(UnsafeApi.getShort(ip + TOTAL_LENGTH)) & 0xffff;
    }

    public static int ttl(long ip) {
        return UnsafeApi.getByte(ip + TTL) & 0xff;
    }

    public static int protocol(long ip) {
        return UnsafeApi.getByte(ip + PROTOCOL) & 0xff;
    }

    /** The source, first octet most significant. */
    public static int source(long ip) {
        return Integer.reverseBytes(UnsafeApi.getInt(ip + SOURCE));
    }

    /** The destination, first octet most significant. */
    public static int destination(long ip) {
        return Integer.reverseBytes(UnsafeApi.getInt(ip + DESTINATION));
    }

    /** The destination as it lies in memory. */
    public static int destinationRaw(long ip) {
        return UnsafeApi.getInt(ip + DESTINATION);
    }

    /** Source and destination as they lie in memory, side by side: {@link #streamRaw(int, int)} of the two. */
    public static long streamRaw(long ip) {
        return UnsafeApi.getLong(ip + SOURCE);
    }

    /** What {@link #streamRaw(long)} reads from a header with these addresses, first octet most significant. */
    public static long streamRaw(int source, int destination) {
        return Long.reverseBytes((long) source << 32 | Integer.toUnsignedLong(destination));
    }

    /** Whether the header's checksum is right (RFC 1071), over {@code headerLength} octets, a multiple of 4. */
    public static boolean checksumIsRight(long ip, int headerLength) {
        long first = UnsafeApi.getLong(ip);
        long second = UnsafeApi.getLong(ip + 8);
        long sum = (first >>> 32)
                + (first & LOW_32)
                + (second >>> 32)
                + (second & LOW_32)
                + (UnsafeApi.getInt(ip + 16) & LOW_32);
        for (int offset = LENGTH; offset < headerLength; offset += Integer.BYTES) {
            sum += UnsafeApi.getInt(ip + offset) & LOW_32;
        }
        sum = (sum >>> 32) + (sum & LOW_32);
        sum = (sum >>> 16) + (sum & 0xffff);
        sum = (sum >>> 16) + (sum & 0xffff);
        return (sum >>> 16) + (sum & 0xffff) == 0xffff;
    }

    /**
     * Takes 1 off the TTL, which is not 0, and brings the checksum into line (RFC 1624, equation 3). The TTL is the
     * first octet of its 16-bit word, so on a little-endian machine the word goes down by 1 as well.
     */
    public static void decrementTtl(long ip) {
        UnsafeApi.putByte(ip + TTL, (byte) (UnsafeApi.getByte(ip + TTL) - 1));
        int sum = (~UnsafeApi.getShort(ip + CHECKSUM) & 0xffff) + 0xfffe;
        UnsafeApi.putShort(ip + CHECKSUM, (short) ~((sum & 0xffff) + (sum >>> 16)));
    }
}
