package io.umbel.mgm;

/**
 * The name of an interface: index and next hop, {@code (dwIfIndex, dwIfNextHopAddr)} in the original (§1.3).
 *
 * <p>On broadcast and point-to-point interfaces the index says all and the next hop is {@link Ipv4#ZERO}. On a
 * point-to-multipoint interface many links share an index, and each (index, next hop) is an interface of its own for
 * ownership, membership and outgoing lists.
 *
 * @param index the interface index, from 1
 * @param nextHop the far end of the link on a point-to-multipoint interface, else {@link Ipv4#ZERO}
 */
public record InterfaceId(int index, Ipv4 nextHop) implements Comparable<InterfaceId> {

    /** The broadcast or point-to-point interface of that index. */
    public static InterfaceId of(int index) {
        return new InterfaceId(index, Ipv4.ZERO);
    }

    /** By index, then next hop, both unsigned: the order of an MFE's outgoing list. */
    @Override
    public int compareTo(InterfaceId other) {
        int byIndex = Integer.compareUnsigned(index, other.index);
        return byIndex != 0 ? byIndex : nextHop.compareTo(other.nextHop);
    }

    @Override
    public String toString() {
        return nextHop.isZero() ? Integer.toUnsignedString(index) : Integer.toUnsignedString(index) + "/" + nextHop;
    }
}
