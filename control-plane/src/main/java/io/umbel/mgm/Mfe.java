package io.umbel.mgm;

import java.util.List;

/**
 * A multicast forwarding entry as a reader sees it: {@code MIB_IPMCAST_MFE} (§7.5). Immutable. Up time and expiry add
 * up to the time-out.
 *
 * @param key {@code dwGroup}, {@code dwSource}
 * @param upstreamNeighbor {@code dwUpStrmNgbr}
 * @param incoming {@code dwInIfIndex}, here with the next hop
 * @param incomingProtocol {@code dwInIfProtocol}: protocol id of the component that has the incoming interface
 * @param route {@code dwRouteProtocol}, {@code dwRouteNetwork}, {@code dwRouteMask}
 * @param upTimeSeconds {@code ulUpTime}: seconds since set up
 * @param expirySeconds {@code ulExpiryTime}: seconds left
 * @param timeOutSeconds {@code ulTimeOut}: seconds in all
 * @param outgoing {@code rgmioOutInfo}, ordered by index and next hop; empty for a negative MFE
 */
public record Mfe(
        MfeKey key,
        Ipv4 upstreamNeighbor,
        InterfaceId incoming,
        int incomingProtocol,
        Route route,
        long upTimeSeconds,
        long expirySeconds,
        long timeOutSeconds,
        List<InterfaceId> outgoing) {

    private static final int FIXED_BYTES = 60;
    private static final int BYTES_PER_OIF = 16;

    /** {@code dwSrcMask}: one address. */
    public Ipv4 sourceMask() {
        return Ipv4.ALL_ONES;
    }

    /** {@code fFlags}, reserved: 0. */
    public int flags() {
        return 0;
    }

    /** {@code dwReserved}: 0. */
    public int reserved() {
        return 0;
    }

    /** The size of the original's record, what it takes of an enumeration's buffer (§6.2). */
    public int sizeInBytes() {
        return FIXED_BYTES + BYTES_PER_OIF * outgoing.size();
    }
}
