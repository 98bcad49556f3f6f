package io.umbel.dataplane.forward;

import io.umbel.dataplane.fib.OutgoingList;
import io.umbel.dataplane.packet.Ethernet;
import org.agrona.UnsafeApi;

/**
 * The Ethernet header of the frames that leave by a branch, from what {@link OutgoingList#macAndVlan} answers of it.
 *
 * <p>It goes in front of a datagram that has its group's MAC address 14 octets before it, see {@link FrameRun}, and the
 * EtherType 2 octets before it. So it can be told as a change of two words, these 14 octets and the datagram's first 2:
 * which bits stay, and what the others become. A tagged header begins 4 octets earlier, and is begun beside.
 */
final class BranchHeader {
    private static final long LOW_48 = 0xffff_ffff_ffffL;
    private static final long HIGH_32 = 0xffff_ffff_0000_0000L;

    private BranchHeader() {}

    /** Octets of the header. */
    static int length(long macAndVlan) {
        return length(isTagged(macAndVlan));
    }

    /** The same of a header with a tag, or without. */
    static int length(boolean tagged) {
        return tagged ? Ethernet.TAGGED_LENGTH : Ethernet.LENGTH;
    }

    static boolean isTagged(long macAndVlan) {
        return OutgoingList.vlanId(macAndVlan) != 0;
    }

    /**
     * Writes the header.
     *
     * @param destination MAC address as it lies in a frame, in the low 48 bits
     * @param priority priority and drop eligibility, as in a tag's control information
     */
    static void write(long frame, long destination, long macAndVlan, int priority) {
        long source = OutgoingList.macRaw(macAndVlan);
        int vlanId = OutgoingList.vlanId(macAndVlan);
        if (vlanId == 0) {
            Ethernet.writeRaw(frame, destination, source, Ethernet.IPV4_RAW);
        } else {
            Ethernet.writeTaggedRaw(frame, destination, source, priority | vlanId, Ethernet.IPV4_RAW);
        }
    }

    /** The bits of the first word that stay. */
    static long kept(boolean tagged) {
        return tagged ? 0 : LOW_48;
    }

    /** What the others of the first word become; its first two octets are missing if there is a tag. */
    static long firstWord(long source, boolean tagged) {
        return tagged ? source << 16 : source << 48;
    }

    /** The bits of the second word that stay. */
    static long keptOfSecond() {
        return HIGH_32;
    }

    /**
     * What the others of the second word become.
     *
     * @param priority priority and drop eligibility, as in a tag's control information
     */
    static long secondWord(long macAndVlan, int priority) {
        int vlanId = OutgoingList.vlanId(macAndVlan);
        return vlanId == 0
                ? OutgoingList.macRaw(macAndVlan) >>> 16
                : Ethernet.VLAN_RAW | (Short.reverseBytes((short) (priority | vlanId)) & 0xffffL) << 16;
    }

    /**
     * Writes the first 8 octets of a tagged header.
     *
     * @param data 14 octets before the datagram's place
     */
    static void beginTagged(long data, long destination, long source) {
        UnsafeApi.putLong(data - Ethernet.TAG_LENGTH, destination | source << 48);
    }
}
