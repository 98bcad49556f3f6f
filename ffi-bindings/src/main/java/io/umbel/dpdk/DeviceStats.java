package io.umbel.dpdk;

/**
 * A device's own counters ({@code rte_eth_stats}), since it was started.
 *
 * @param inPackets frames received
 * @param outPackets frames sent
 * @param inOctets octets received
 * @param outOctets octets sent
 * @param inMissed frames lost because the receive queue was full
 * @param inErrors frames received in error
 * @param outErrors frames that could not be sent
 * @param inNoBuffer frames lost because the pool was empty
 */
public record DeviceStats(
        long inPackets,
        long outPackets,
        long inOctets,
        long outOctets,
        long inMissed,
        long inErrors,
        long outErrors,
        long inNoBuffer) {}
