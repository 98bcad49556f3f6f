package io.umbel.api;

import io.umbel.mgm.MfeStats;
import io.umbel.mgm.MfeStatsEx;
import io.umbel.mgm.OifCounters;
import java.util.List;
import java.util.Optional;

/**
 * An MFE with what was counted for it, in the words of RFC 5132 (ipMcastRouteTable) where it has one. Times in seconds.
 *
 * @param upstreamNeighbor the router towards the source; none if the source is on the network of the incoming interface
 * @param rtProtocol who made the route to the source, as IANAipRouteProtocol numbers it
 * @param rtPrefix the network of that route
 * @param packets forwarded
 * @param octets of those datagrams
 * @param differentInIfPackets dropped because they came on another interface
 * @param negativePackets dropped because the outgoing list is empty
 * @param outPackets replicas in all
 */
record MfeView(
        String group,
        String source,
        String iif,
        List<Oif> oifs,
        Optional<String> upstreamNeighbor,
        int rtProtocol,
        String rtPrefix,
        long upTime,
        long expiryTime,
        long packets,
        long octets,
        long differentInIfPackets,
        long negativePackets,
        long outPackets) {
    private static final int HUNDREDTHS = 100;

    /**
     * A branch (ipMcastRouteNextHopTable).
     *
     * @param packets replicas since it joined the outgoing list
     */
    record Oif(String name, long packets, long ttlDrops, long fragmentationNeeded, long discards) {}

    static MfeView of(MfeStatsEx counted, Appliance appliance) {
        MfeStats stats = counted.stats();
        return new MfeView(
                stats.key().group().toString(),
                stats.key().source().toString(),
                appliance.name(stats.incoming()),
                stats.outgoing().stream()
                        .map(branch -> branch(branch, appliance))
                        .toList(),
                stats.upstreamNeighbor().isZero()
                        ? Optional.empty()
                        : Optional.of(stats.upstreamNeighbor().toString()),
                stats.route().protocol(),
                stats.route().network() + "/"
                        + Integer.bitCount(stats.route().mask().bits()),
                stats.upTimeHundredths() / HUNDREDTHS,
                stats.expiryHundredths() / HUNDREDTHS,
                stats.inPackets(),
                stats.inOctets(),
                stats.packetsDifferentIf(),
                counted.negativeMfe(),
                counted.totalOutPackets());
    }

    private static Oif branch(MfeStats.OifStats branch, Appliance appliance) {
        OifCounters counters = branch.counters();
        return new Oif(
                appliance.name(branch.id()),
                counters.outPackets(),
                counters.ttlTooLow(),
                counters.fragmentationNeeded(),
                counters.outDiscards());
    }
}
