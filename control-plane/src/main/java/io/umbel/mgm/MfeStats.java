package io.umbel.mgm;

import java.util.List;

/**
 * Statistics of level 0: {@code MIB_IPMCAST_MFE_STATS} (§7.7). Times are in <b>hundredths</b> of a second, unlike those
 * of {@link Mfe}.
 *
 * @param key dwGroup, {@code dwSource}
 * @param upstreamNeighbor dwUpStrmNgbr
 * @param incoming dwInIfIndex, here with the next hop
 * @param incomingProtocol dwInIfProtocol
 * @param route dwRouteProtocol, {@code dwRouteNetwork}, {@code dwRouteMask}
 * @param upTimeHundredths ulUpTime: hundredths of a second since set up
 * @param expiryHundredths ulExpiryTime: hundredths of a second left
 * @param inPackets ulInPkts
 * @param inOctets ulInOctets
 * @param packetsDifferentIf ulPktsDifferentIf
 * @param queueOverflow ulQueueOverflow
 * @param outgoing {@code rgmiosOutStats}, in the order of the outgoing list
 */
public record MfeStats(
        MfeKey key,
        Ipv4 upstreamNeighbor,
        InterfaceId incoming,
        int incomingProtocol,
        Route route,
        long upTimeHundredths,
        long expiryHundredths,
        long inPackets,
        long inOctets,
        long packetsDifferentIf,
        long queueOverflow,
        List<OifStats> outgoing)
        implements MfeStatistics {

    private static final int FIXED_BYTES = 64;
    private static final int BYTES_PER_OIF = 28;

    /** {@code MIB_IPMCAST_OIF_STATS}: one outgoing interface and what was counted there. */
    public record OifStats(InterfaceId id, OifCounters counters) {}

    @Override
    public int sizeInBytes() {
        return FIXED_BYTES + BYTES_PER_OIF * outgoing.size();
    }
}
