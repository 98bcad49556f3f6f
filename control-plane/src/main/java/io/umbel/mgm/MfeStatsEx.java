package io.umbel.mgm;

/**
 * Statistics of level 1: {@code MIB_IPMCAST_MFE_STATS_EX} (§7.8), which is level 0 and five counters more.
 *
 * @param stats the fields of level 0
 * @param uninitMfe ulUninitMfe
 * @param negativeMfe ulNegativeMfe
 * @param inDiscards ulInDiscards
 * @param inHeaderErrors ulInHdrErrors
 * @param totalOutPackets ulTotalOutPackets
 */
public record MfeStatsEx(
        MfeStats stats, long uninitMfe, long negativeMfe, long inDiscards, long inHeaderErrors, long totalOutPackets)
        implements MfeStatistics {

    private static final int BYTES_MORE = 20;

    @Override
    public MfeKey key() {
        return stats.key();
    }

    @Override
    public int sizeInBytes() {
        return stats.sizeInBytes() + BYTES_MORE;
    }
}
