package io.umbel.mgm;

import java.util.function.BiFunction;

/**
 * Which statistics record is wanted: the {@code dwFlags} of the statistics functions (§2.12).
 *
 * @param <T> the record
 */
public final class StatsLevel<T extends MfeStatistics> {

    /** {@code MGM_MFE_STATS_0} (1). */
    public static final StatsLevel<MfeStats> STATS_0 = new StatsLevel<>((stats, counters) -> stats);

    /** {@code MGM_MFE_STATS_1} (2). */
    public static final StatsLevel<MfeStatsEx> STATS_1 = new StatsLevel<>((stats, counters) -> new MfeStatsEx(
            stats,
            counters.uninitMfe(),
            counters.negativeMfe(),
            counters.inDiscards(),
            counters.inHeaderErrors(),
            counters.totalOutPackets()));

    private final BiFunction<MfeStats, MfeCounters, T> form;

    private StatsLevel(BiFunction<MfeStats, MfeCounters, T> form) {
        this.form = form;
    }

    /**
     * From the original's bits.
     *
     * @throws MgmException {@link MgmStatus#INVALID_PARAMETER} unless 1 or 2
     */
    public static StatsLevel<?> of(int dwFlags) {
        return switch (dwFlags) {
            case 1 -> STATS_0;
            case 2 -> STATS_1;
            default ->
                throw new MgmException(
                        MgmStatus.INVALID_PARAMETER,
                        "Flags " + dwFlags + " name no statistics record; 1 (level 0) and 2 (level 1) do.");
        };
    }

    T form(MfeStats stats, MfeCounters counters) {
        return form.apply(stats, counters);
    }
}
