package io.umbel.perf.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What came of a soak. The steady phase is all but the warm-up.
 *
 * @param seconds of the steady phase
 * @param rxMpps millions of frames received a second in it
 * @param frames received in all
 * @param changes of the table in all
 * @param changesPerSecond in the steady phase
 * @param held frames that waited for their entry
 * @param heldDropped those of them for which none came in time
 * @param collections of garbage in the steady phase
 * @param safepoints in the steady phase
 * @param longSafepoints those of them that took more than a millisecond
 * @param sums what must be equal
 */
record SoakResult(
        int workers,
        double seconds,
        double rxMpps,
        long frames,
        long changes,
        double changesPerSecond,
        long held,
        long heldDropped,
        long collections,
        int safepoints,
        List<SafepointLog.Safepoint> longSafepoints,
        List<Invariants.Sum> sums) {
    private static final int NAMED = 5;

    boolean holds() {
        return sums.stream().allMatch(Invariants.Sum::holds);
    }

    /** For people. */
    String text() {
        return String.format(
                        Locale.ROOT,
                        "%d %s, %.0f s: %.2f Mpps in, %,d frames and %,d changes in all (%,.0f a second); "
                                + "%,d frames were held, %,d of them dropped%n"
                                + "%d collections, %d safepoints, %d of them longer than 1 ms%s%n",
                        workers,
                        workers == 1 ? "worker" : "workers",
                        seconds,
                        rxMpps,
                        frames,
                        changes,
                        changesPerSecond,
                        held,
                        heldDropped,
                        collections,
                        safepoints,
                        longSafepoints.size(),
                        longSafepoints.stream()
                                .sorted((one, other) -> Long.compare(other.nanos(), one.nanos()))
                                .limit(NAMED)
                                .map(each -> ", " + each)
                                .collect(Collectors.joining()))
                + sums.stream()
                        .map(sum -> (sum.holds() ? "holds: " : "WRONG: ") + sum)
                        .collect(Collectors.joining("\n"));
    }
}
