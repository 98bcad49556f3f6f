package io.umbel.config;

import io.umbel.dataplane.contract.MacAddress;
import io.umbel.igmp.IgmpConfig;
import java.util.Optional;

/**
 * An interface: a port, or one VLAN of it.
 *
 * @param index 1 or more, the place in the file; what the forwarding entries name.
 * @param name what people call it.
 * @param device what DPDK calls the port: a PCI address or a virtual device with its arguments. Interfaces of equal device
 *     share the port.
 * @param mac source address of frames sent; that of the device where there is none.
 * @param vlan VLAN id, 1 to 4094, or {@link #UNTAGGED}.
 * @param address of the appliance on the network of the interface.
 * @param mtu the longest IPv4 datagram sent, in octets (RFC 791).
 * @param igmp how the appliance asks the hosts there what they want to receive, with an MTU of its own; it does not where there
 *     is none.
 * @param enabled whether anything is forwarded from there or to there, and hosts are asked.
 */
public record InterfaceConfig(
        int index,
        String name,
        String device,
        Optional<MacAddress> mac,
        int vlan,
        InterfaceAddress address,
        int mtu,
        Optional<IgmpConfig> igmp,
        boolean enabled) {
    /** The VLAN id of an interface whose frames carry no tag. */
    public static final int UNTAGGED = 0;

    /** The MTU that holds when the file says nothing: that of Ethernet. */
    public static final int DEFAULT_MTU = 1500;

    /** One that is enabled. */
    public InterfaceConfig(
            int index,
            String name,
            String device,
            Optional<MacAddress> mac,
            int vlan,
            InterfaceAddress address,
            int mtu,
            Optional<IgmpConfig> igmp) {
        this(index, name, device, mac, vlan, address, mtu, igmp, true);
    }

    /** The same without IGMP. */
    InterfaceConfig withoutIgmp() {
        return new InterfaceConfig(index, name, device, mac, vlan, address, mtu, Optional.empty(), enabled);
    }
}
