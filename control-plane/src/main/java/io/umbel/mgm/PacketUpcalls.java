package io.umbel.mgm;

import java.nio.ByteBuffer;

/**
 * What the packet path tells the manager (§1.2). Not to be called from inside a callback: {@link MgmStatus#CAN_NOT_COMPLETE}.
 * The header is read during the call only.
 */
public interface PacketUpcalls {

    /**
     * A packet for which the packet path has no entry; makes the MFE if there is a route to the source through an interface
     * somebody owns (§4.6).
     *
     * @param header the IP header with options and as much of the data as the packet path gives
     * @return whether this packet is to go out by the entry that now exists, having arrived on its incoming interface; if not
     *     it is to be dropped
     */
    boolean onNewPacket(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, ByteBuffer header);

    /** A packet of an existing entry that arrived on another interface than the incoming one, and was dropped (§4.9). */
    void onWrongInterface(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, ByteBuffer header);
}
