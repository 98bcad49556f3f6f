package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.MacAddress;
import io.umbel.dataplane.fib.Branch;
import io.umbel.dataplane.packet.Ethernet;

/**
 * An interface of the appliance: a port, or one VLAN of it.
 *
 * @param index 1 or more, by which {@link io.umbel.dataplane.contract.Mfe} names it
 * @param port number of its port among the data plane's ports, from 0
 * @param vlanId 1 to 4094, or 0 for untagged frames
 * @param mac the source MAC address of what it sends
 * @param address its IPv4 address, first octet most significant, or 0
 * @param mtu the longest IP datagram it sends, in octets
 * @param takesChains whether its port takes frames in several segments
 */
record ForwardingInterface(int index, int port, int vlanId, MacAddress mac, int address, int mtu, boolean takesChains) {
    Branch branch() {
        return new Branch(index, port, Ethernet.macRaw(mac.value()), vlanId, mtu, takesChains);
    }
}
