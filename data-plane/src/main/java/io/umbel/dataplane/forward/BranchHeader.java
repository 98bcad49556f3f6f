package io.umbel.dataplane.forward;

import io.umbel.dataplane.fib.OutgoingList;
import io.umbel.dataplane.packet.Ethernet;
import org.agrona.UnsafeApi;

/** The Ethernet header of the frames that leave by a branch, from what {@link OutgoingList#macAndVlan} answers of it. */
final class BranchHeader {
    private BranchHeader() {}

    /** Octets of the header. */
    static int length(long macAndVlan) {
        return OutgoingList.vlanId(macAndVlan) == 0 ? Ethernet.LENGTH : Ethernet.TAGGED_LENGTH;
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

    /**
     * The eight octets that end two octets into the datagram: those two are 0 here, the others the header's last.
     *
     * @param priority priority and drop eligibility, as in a tag's control information
     */
    static long lastWord(long macAndVlan, int priority) {
        int vlanId = OutgoingList.vlanId(macAndVlan);
        long type = (long) Ethernet.IPV4_RAW << 32;
        return vlanId == 0
                ? OutgoingList.macRaw(macAndVlan) >>> 16 | type
                : Ethernet.VLAN_RAW | (Short.reverseBytes((short) (priority | vlanId)) & 0xffffL) << 16 | type;
    }

    /**
     * Writes the header and the datagram's first two octets, in the fewest stores.
     *
     * @param data 14 octets before the place of the datagram; a tagged header begins 4 octets earlier
     * @param destination MAC address as it lies in a frame, in the low 48 bits
     * @param source likewise
     * @param lastWord what {@link #lastWord} answers
     * @param ip the datagram
     */
    static void put(long data, long destination, long source, boolean tagged, long lastWord, long ip) {
        if (tagged) {
            UnsafeApi.putLong(data - Ethernet.TAG_LENGTH, destination | source << 48);
            UnsafeApi.putInt(data + 4, (int) (source >>> 16));
        } else {
            UnsafeApi.putLong(data, destination | source << 48);
        }
        UnsafeApi.putLong(data + 8, lastWord | (long) UnsafeApi.getShort(ip) << 48);
    }
}
