package io.umbel.mgm;

/**
 * An IPv4 address or mask. Its natural order is octet by octet, unsigned, first octet most significant: the order in
 * which MGM walks its tables (§6.1).
 *
 * @param bits the 32 bits, the first octet in the most significant eight: what a big-endian read of the address in a
 *     packet yields
 */
public record Ipv4(int bits) implements Comparable<Ipv4> {

    /** 0.0.0.0: no address, or with mask 0 the wildcard; {@code ANY} in the original's headers. */
    public static final Ipv4 ZERO = new Ipv4(0);

    /** 255.255.255.255: as a mask, exactly one address. */
    public static final Ipv4 ALL_ONES = new Ipv4(-1);

    private static final int OCTETS = 4;

    /**
     * Reads dotted decimal, four numbers of 0 to 255.
     *
     * @throws IllegalArgumentException with a sentence for the one who wrote the text
     */
    public static Ipv4 parse(String text) {
        String[] octets = text.split("\\.", -1);
        int bits = 0;
        boolean wellFormed = octets.length == OCTETS;
        for (int i = 0; wellFormed && i < OCTETS; i++) {
            wellFormed = octets[i].matches("[0-9]{1,3}") && Integer.parseInt(octets[i]) <= 255;
            bits = wellFormed ? bits << 8 | Integer.parseInt(octets[i]) : 0;
        }
        if (!wellFormed) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an IPv4 address; four numbers from 0 to 255 with dots between are.");
        }
        return new Ipv4(bits);
    }

    /** The mask with so many leading ones, 0 to 32. */
    public static Ipv4 mask(int prefixLength) {
        if (prefixLength < 0 || prefixLength > 32) {
            throw new IllegalArgumentException("A prefix length of " + prefixLength + " is not between 0 and 32.");
        }
        return new Ipv4(prefixLength == 0 ? 0 : -1 << (32 - prefixLength));
    }

    /** Whether this is 0.0.0.0. */
    public boolean isZero() {
        return bits == 0;
    }

    /** Whether this is class D, a group: 224.0.0.0 to 239.255.255.255 (RFC 1112 §4). */
    public boolean isGroup() {
        return bits >>> 28 == 0xE;
    }

    @Override
    public int compareTo(Ipv4 other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    @Override
    public int hashCode() {
        // Addresses of one network differ in few bits; spread them.
        int h = bits * 0x9E3779B9;
        return h ^ h >>> 16;
    }

    /**
     * A hash of two addresses. That of a record is a sum of multiples, which is one and the same for very many pairs where both
     * addresses come from ranges.
     */
    static int hash(Ipv4 first, Ipv4 second) {
        long both = ((long) first.bits << Integer.SIZE) | Integer.toUnsignedLong(second.bits);
        return (int) ((both * 0x9E37_79B9_7F4A_7C15L) >>> Integer.SIZE);
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xFF) + "." + (bits >>> 8 & 0xFF) + "." + (bits & 0xFF);
    }
}
