package io.umbel.config;

import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.igmp.Ipv4Prefix;
import io.umbel.mgm.Ipv4;

/**
 * The address of an interface and its network.
 *
 * @param address an {@code int} whose most significant byte is the first octet.
 * @param prefixLength 1 to 32.
 */
public record InterfaceAddress(int address, int prefixLength) {
    /** The network of the address. */
    Ipv4Prefix network() {
        return Ipv4Prefix.around(new Ipv4(address), prefixLength);
    }

    /** All ones in the host part; of networks with two addresses or one, every address is a host (RFC 3021). */
    boolean isBroadcast() {
        return prefixLength <= 30 && (address | mask()) == -1;
    }

    /** All zeros in the host part. */
    boolean isNetwork() {
        return prefixLength <= 30 && (address & ~mask()) == 0;
    }

    private int mask() {
        return -1 << (32 - prefixLength);
    }

    @Override
    public String toString() {
        return Ipv4Address.format(address) + "/" + prefixLength;
    }
}
