package io.umbel.dataplane.forward;

import io.umbel.dataplane.fib.OutgoingList;
import io.umbel.dataplane.packet.Ethernet;

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
}
