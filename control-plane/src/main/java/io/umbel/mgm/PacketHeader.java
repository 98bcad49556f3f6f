package io.umbel.mgm;

import java.util.Arrays;

/**
 * The beginning of a packet: the IP header with options and as much of the data as the packet path gives
 * ({@code dwHdrSize}, {@code pbPacketHdr}). Immutable; octets in the order in which they arrived.
 */
public final class PacketHeader {

    private final byte[] octets;

    private PacketHeader(byte[] octets) {
        this.octets = octets;
    }

    /** A copy of so many octets from that position. */
    public static PacketHeader copyOf(byte[] octets, int from, int length) {
        return new PacketHeader(Arrays.copyOfRange(octets, from, from + length));
    }

    /** How many octets there are. */
    public int size() {
        return octets.length;
    }

    /** One octet, 0 to 255. */
    public int octet(int position) {
        return Byte.toUnsignedInt(octets[position]);
    }

    /** All octets, copied. */
    public byte[] toArray() {
        return octets.clone();
    }
}
