package io.umbel.igmp;

import io.umbel.mgm.Ipv4;

/**
 * A range of addresses, such as 239.1.0.0/16.
 *
 * @param network the first address of the range
 * @param length how many leading bits all its addresses share, 0 to 32
 */
public record Ipv4Prefix(Ipv4 network, int length) {

    public Ipv4Prefix {
        int hostBits = ~Ipv4.mask(length).bits();
        if ((network.bits() & hostBits) != 0) {
            throw new IllegalArgumentException(network + "/" + length + " has bits set beyond its length; "
                    + new Ipv4(network.bits() & ~hostBits) + "/" + length + " is allowed.");
        }
    }

    /** The network of that length in which the address lies. */
    public static Ipv4Prefix around(Ipv4 address, int length) {
        return new Ipv4Prefix(new Ipv4(address.bits() & Ipv4.mask(length).bits()), length);
    }

    /**
     * Reads "239.1.0.0/16"; an address alone is a range of one.
     *
     * @throws IllegalArgumentException with a sentence for the one who wrote the text
     */
    public static Ipv4Prefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new Ipv4Prefix(Ipv4.parse(text), 32);
        }
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a prefix; an address, a slash and a length from 0 to 32 are.");
        }
        return new Ipv4Prefix(Ipv4.parse(text.substring(0, slash)), Integer.parseInt(length));
    }

    /** Whether the address lies in the range. */
    public boolean contains(Ipv4 address) {
        return ((address.bits() ^ network.bits()) & Ipv4.mask(length).bits()) == 0;
    }

    /** Whether all of the other range lies in this one. */
    public boolean contains(Ipv4Prefix other) {
        return other.length >= length && contains(other.network);
    }

    @Override
    public String toString() {
        return network + "/" + length;
    }
}
