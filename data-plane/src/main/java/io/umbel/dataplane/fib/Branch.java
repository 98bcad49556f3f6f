package io.umbel.dataplane.fib;

/**
 * One branch of an outgoing list: what a worker must know to send a replica on an interface.
 *
 * @param interfaceIndex index of the outgoing interface
 * @param port number of its port among the data plane's ports, from 0
 * @param sourceMacRaw its MAC address as it lies in a frame, in the low 48 bits of a little-endian long
 * @param vlanId its VLAN id, or 0 for untagged
 * @param mtu the longest IP datagram it carries, in octets, at most 65,535
 * @param takesChains whether its port takes frames in several segments
 */
public record Branch(int interfaceIndex, int port, long sourceMacRaw, int vlanId, int mtu, boolean takesChains) {}
