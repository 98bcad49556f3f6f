package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the data plane is told of an interface. Interfaces of one device share its port and differ in their VLAN ids.
 * Its index, by which {@link io.umbel.dataplane.contract.Mfe} names it, is its place among the data plane's interfaces, from
 * 1 on.
 *
 * @param name for people
 * @param device DPDK's device arguments, see {@link io.umbel.dpdk.EthDevice#probe}
 * @param mac source MAC address of what it sends, or null for the device's own
 * @param vlanId 1 to 4094, or 0 for untagged frames
 * @param address its IPv4 address, first octet most significant, or 0 if it has none
 * @param mtu the longest IP datagram it sends, in octets, or 0 for the device's own
 */
public record InterfaceSettings(
        String name, String device, @Nullable MacAddress mac, int vlanId, int address, int mtu) {}
