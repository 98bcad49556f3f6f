package io.umbel.api.remote;

import io.umbel.api.remote.v1.MfePage;
import io.umbel.api.remote.v1.MfeStatsPage;
import io.umbel.api.remote.v1.OifStats;
import io.umbel.api.remote.v1.Response;
import io.umbel.api.remote.v1.SourceGroupPage;
import io.umbel.mgm.Mfe;
import io.umbel.mgm.MfeStatistics;
import io.umbel.mgm.MfeStats;
import io.umbel.mgm.MfeStatsEx;
import io.umbel.mgm.Page;
import io.umbel.mgm.SourceGroup;

/** What reading gives, as results of a response. */
final class Pages {
    private Pages() {}

    static void put(Page<Mfe> page, Response.Builder response) {
        MfePage.Builder mfes = MfePage.newBuilder().setRequiredBytes(page.requiredBytes());
        page.entries().forEach(mfe -> mfes.addEntries(mfe(mfe)));
        response.setMfes(mfes);
    }

    static void putStats(Page<? extends MfeStatistics> page, Response.Builder response) {
        MfeStatsPage.Builder stats = MfeStatsPage.newBuilder().setRequiredBytes(page.requiredBytes());
        page.entries().forEach(record -> stats.addEntries(stats(record)));
        response.setMfeStats(stats);
    }

    static void putGroups(Page<SourceGroup> page, Response.Builder response) {
        SourceGroupPage.Builder groups = SourceGroupPage.newBuilder().setRequiredBytes(page.requiredBytes());
        page.entries().forEach(entry -> groups.addEntries(ToWire.sourceGroup(entry)));
        response.setGroups(groups);
    }

    private static io.umbel.api.remote.v1.Mfe mfe(Mfe mfe) {
        io.umbel.api.remote.v1.Mfe.Builder message = io.umbel.api.remote.v1.Mfe.newBuilder()
                .setKey(ToWire.key(mfe.key()))
                .setUpstreamNeighbor(mfe.upstreamNeighbor().bits())
                .setIncoming(ToWire.interfaceId(mfe.incoming()))
                .setIncomingProtocol(mfe.incomingProtocol())
                .setRoute(ToWire.route(mfe.route()))
                .setUpTimeSeconds(mfe.upTimeSeconds())
                .setExpirySeconds(mfe.expirySeconds())
                .setTimeOutSeconds(mfe.timeOutSeconds());
        mfe.outgoing().forEach(branch -> message.addOutgoing(ToWire.interfaceId(branch)));
        return message.build();
    }

    private static io.umbel.api.remote.v1.MfeStats stats(MfeStatistics record) {
        return switch (record) {
            case MfeStats level0 -> level0(level0).build();
            case MfeStatsEx level1 ->
                level0(level1.stats())
                        .setUninitMfe(level1.uninitMfe())
                        .setNegativeMfe(level1.negativeMfe())
                        .setInDiscards(level1.inDiscards())
                        .setInHeaderErrors(level1.inHeaderErrors())
                        .setTotalOutPackets(level1.totalOutPackets())
                        .build();
        };
    }

    private static io.umbel.api.remote.v1.MfeStats.Builder level0(MfeStats stats) {
        io.umbel.api.remote.v1.MfeStats.Builder message = io.umbel.api.remote.v1.MfeStats.newBuilder()
                .setKey(ToWire.key(stats.key()))
                .setUpstreamNeighbor(stats.upstreamNeighbor().bits())
                .setIncoming(ToWire.interfaceId(stats.incoming()))
                .setIncomingProtocol(stats.incomingProtocol())
                .setRoute(ToWire.route(stats.route()))
                .setUpTimeHundredths(stats.upTimeHundredths())
                .setExpiryHundredths(stats.expiryHundredths())
                .setInPackets(stats.inPackets())
                .setInOctets(stats.inOctets())
                .setPacketsDifferentIf(stats.packetsDifferentIf())
                .setQueueOverflow(stats.queueOverflow());
        for (MfeStats.OifStats branch : stats.outgoing()) {
            message.addOutgoing(OifStats.newBuilder()
                    .setInterface(ToWire.interfaceId(branch.id()))
                    .setTtlTooLow(branch.counters().ttlTooLow())
                    .setFragmentationNeeded(branch.counters().fragmentationNeeded())
                    .setOutPackets(branch.counters().outPackets())
                    .setOutDiscards(branch.counters().outDiscards()));
        }
        return message;
    }
}
