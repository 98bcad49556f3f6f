package io.umbel.igmp;

import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;

/** Where queries leave, handed in. Called on the router's thread; it must not call the router, and it must not throw. */
@FunctionalInterface
public interface QuerySender {

    /**
     * Sends a query.
     *
     * @param on the interface
     * @param datagram a whole IPv4 datagram, header and Router Alert included; the receiver may keep it
     * @param destination the group it goes to, from which the destination MAC address follows (RFC 1112 §6.4)
     */
    void send(InterfaceId on, byte[] datagram, Ipv4 destination);
}
