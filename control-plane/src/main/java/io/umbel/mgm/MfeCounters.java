package io.umbel.mgm;

import java.util.Map;

/**
 * What the packet path has counted for one MFE since it was installed (§7.7, §7.8). Names of the original in
 * parentheses.
 *
 * @param inPackets packets matched and forwarded (ulInPkts)
 * @param inOctets octets of those (ulInOctets)
 * @param packetsDifferentIf dropped for having arrived on another interface (ulPktsDifferentIf)
 * @param queueOverflow dropped because the MFE's queue was full (ulQueueOverflow)
 * @param uninitMfe packets that met the entry before it was set up (ulUninitMfe)
 * @param negativeMfe dropped because the outgoing list was empty (ulNegativeMfe)
 * @param inDiscards discarded on the way in (ulInDiscards)
 * @param inHeaderErrors discarded for a bad header, TTL included (ulInHdrErrors)
 * @param totalOutPackets copies sent, one packet on n interfaces counting n (ulTotalOutPackets)
 * @param outgoing counters by outgoing interface; one that is missing has counted nothing
 */
public record MfeCounters(
        long inPackets,
        long inOctets,
        long packetsDifferentIf,
        long queueOverflow,
        long uninitMfe,
        long negativeMfe,
        long inDiscards,
        long inHeaderErrors,
        long totalOutPackets,
        Map<InterfaceId, OifCounters> outgoing) {

    /** Nothing counted yet. */
    public static final MfeCounters NONE = new MfeCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());
}
