package io.umbel.mgm;

/** A statistics record of an MFE; which one is chosen by {@link StatsLevel}. */
public sealed interface MfeStatistics permits MfeStats, MfeStatsEx {

    /** Group and source, by which a walk goes on. */
    MfeKey key();

    /** The size of the original's record, what it takes of an enumeration's buffer (§6.2). */
    int sizeInBytes();
}
