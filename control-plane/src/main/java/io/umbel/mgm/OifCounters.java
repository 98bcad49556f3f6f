package io.umbel.mgm;

/**
 * What the packet path has counted for one outgoing interface of one MFE (§7.9).
 *
 * @param ttlTooLow not sent because the TTL had run out (ulTtlTooLow)
 * @param fragmentationNeeded not sent because too long for the link (ulFragNeeded)
 * @param outPackets sent (ulOutPackets)
 * @param outDiscards discarded on the way out (ulOutDiscards)
 */
public record OifCounters(long ttlTooLow, long fragmentationNeeded, long outPackets, long outDiscards) {

    /** Nothing counted yet. */
    public static final OifCounters NONE = new OifCounters(0, 0, 0, 0);
}
