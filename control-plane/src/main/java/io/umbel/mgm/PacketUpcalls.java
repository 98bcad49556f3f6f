package io.umbel.mgm;

/**
 * What the packet path tells the manager (§1.2). Not to be called from inside a callback: {@link
 * MgmStatus#CAN_NOT_COMPLETE}.
 */
public interface PacketUpcalls {

    /**
     * A packet for which the packet path has no entry; makes the MFE if there is a route to the source through an
     * interface somebody owns (§4.6).
     *
     * @return whether this packet is to go out by the entry that now exists, having arrived on its incoming interface;
     *     if not it is to be dropped
     */
    boolean onNewPacket(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header);

    /**
     * A packet of an existing entry that arrived on another interface than the incoming one, and was dropped (§4.9).
     */
    void onWrongInterface(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header);
}
