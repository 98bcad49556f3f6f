package io.umbel.igmp;

import java.nio.ByteBuffer;

/** The checksum of IPv4 headers and of IGMP: the complement of the sum in ones' complement of all 16-bit words (RFC 1071). */
final class InternetChecksum {

    private InternetChecksum() {}

    /** Over so many octets from that index, big-endian; 0 over data that holds its own right checksum. */
    static int over(ByteBuffer octets, int from, int length) {
        long sum = 0;
        int even = length & ~1;
        for (int i = 0; i < even; i += 2) {
            sum += Short.toUnsignedInt(octets.getShort(from + i));
        }
        if (even != length) {
            sum += Byte.toUnsignedInt(octets.get(from + even)) << 8;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) ~sum & 0xFFFF;
    }
}
