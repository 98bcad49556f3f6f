package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.util.List;

/**
 * What the protocol needs to know of the link behind an interface.
 *
 * @param address the interface's own address there, from which queries are sent and which stands in elections
 * @param networks the networks whose addresses are local; at least the one the address lies in
 */
public record IgmpLink(Ipv4 address, List<Ipv4Prefix> networks) {

    public IgmpLink {
        networks = List.copyOf(networks);
        if (!Addresses.isUnicast(address)) {
            throw new IllegalArgumentException(
                    "The interface's address is " + address + "; a unicast address is allowed.");
        }
    }

    /** A link with one network. */
    public static IgmpLink of(String address, int prefixLength) {
        Ipv4 own = Ipv4.parse(address);
        return new IgmpLink(own, List.of(Ipv4Prefix.around(own, prefixLength)));
    }

    boolean isLocal(Ipv4 source) {
        for (Ipv4Prefix network : networks) {
            if (network.contains(source)) {
                return true;
            }
        }
        return false;
    }
}
