package io.umbel.dataplane.packet;

import org.agrona.UnsafeApi;

/** The IPv4 header (RFC 791). */
public final class Ipv4 {
    /** Octets of a header without options. */
    public static final int LENGTH = 20;

    /** Octets of the longest header. */
    public static final int MAX_LENGTH = 60;

    /** First octet of a header without options. */
    public static final int VERSION_4_WITHOUT_OPTIONS = 0x45;

    /** Protocol numbers. */
    public static final int IGMP = 2;

    public static final int PIM = 103;

    private static final int TTL = 8;
    private static final int PROTOCOL = 9;
    private static final int SOURCE = 12;
    private static final int DESTINATION = 16;

    private static final long LOW_32 = 0xffff_ffffL;

    private Ipv4() {}

    /** The header's first eight octets as they lie in memory: version to fragment offset. */
    public static long firstWord(long ip) {
        return UnsafeApi.getLong(ip);
    }

    /** The next four as they lie in memory: TTL, protocol and checksum. */
    public static int ttlWord(long ip) {
        return UnsafeApi.getInt(ip + TTL);
    }

    /** The version, in what {@link #firstWord} answers. */
    public static int version(long firstWord) {
        return (int) firstWord >>> 4 & 0xf;
    }

    /** Octets of the header, options included, as its IHL field says, in what {@link #firstWord} answers. */
    public static int headerLength(long firstWord) {
        return ((int) firstWord & 0xf) << 2;
    }

    /** Octets of the datagram, header included, as its header says, in what {@link #firstWord} answers. */
    public static int totalLength(long firstWord) {
        return Integer.reverseBytes((int) firstWord) & 0xffff;
    }

    /** The TTL. */
    public static int ttl(long ip) {
        return UnsafeApi.getByte(ip + TTL) & 0xff;
    }

    /** The protocol number. */
    public static int protocol(long ip) {
        return UnsafeApi.getByte(ip + PROTOCOL) & 0xff;
    }

    /** Whether it is of a protocol that multicast routers speak themselves: IGMP or PIM. */
    public static boolean isForRouters(long ip) {
        int protocol = protocol(ip);
        return protocol == IGMP || protocol == PIM;
    }

    /** The source, first octet most significant. */
    public static int source(long ip) {
        return Integer.reverseBytes(UnsafeApi.getInt(ip + SOURCE));
    }

    /** The destination, first octet most significant. */
    public static int destination(long ip) {
        return Integer.reverseBytes(UnsafeApi.getInt(ip + DESTINATION));
    }

    /** Source and destination as they lie in memory, side by side: {@link #streamRaw(int, int)} of the two. */
    public static long streamRaw(long ip) {
        return UnsafeApi.getLong(ip + SOURCE);
    }

    /** What {@link #streamRaw(long)} reads from a header with these addresses, first octet most significant. */
    public static long streamRaw(int source, int destination) {
        return Long.reverseBytes((long) source << 32 | Integer.toUnsignedLong(destination));
    }

    /**
     * Whether the header's checksum is right (RFC 1071).
     *
     * @param headerLength octets, a multiple of 4 and at least 20
     */
    public static boolean checksumIsRight(long ip, int headerLength) {
        long sum = sum(firstWord(ip), ttlWord(ip), streamRaw(ip));
        for (int offset = LENGTH; offset < headerLength; offset += Integer.BYTES) {
            sum += UnsafeApi.getInt(ip + offset) & LOW_32;
        }
        return foldsToOnes(sum);
    }

    /** Whether the checksum of a header without options is right, from what is read of it. */
    public static boolean checksumIsRight(long firstWord, int ttlWord, long streamRaw) {
        return foldsToOnes(sum(firstWord, ttlWord, streamRaw));
    }

    private static long sum(long firstWord, int ttlWord, long streamRaw) {
        return (firstWord >>> 32)
                + (firstWord & LOW_32)
                + (ttlWord & LOW_32)
                + (streamRaw >>> 32)
                + (streamRaw & LOW_32);
    }

    private static boolean foldsToOnes(long sum) {
        // At most 15 words of 32 bits, below 2^36. It folds to 0xffff if it is q * 0xffff, q > 0. As 0xffff times this
        // number is -1 modulo 2^64, the product is -q then, with its upper bits set, and of no other sum.
        return (sum * 0x0001_0001_0001_0001L) >>> 48 == 0xffff;
    }

    /**
     * Takes 1 off the TTL, which is not 0, and brings the checksum into line (RFC 1624, equation 3). On a little-endian
     * machine the TTL is the lowest octet of a word and the checksum its upper half, which goes up by 1; past 0xffff, which
     * is the same as 0 and not used, by 2.
     */
    public static void decrementTtl(long ip) {
        int word = ttlWord(ip);
        int carry = ((word >>> 16) + 2) >>> 16;
        UnsafeApi.putInt(ip + TTL, word - 1 + ((1 + carry) << 16));
    }
}
