package io.umbel.perf.bench;

import java.util.Locale;

/**
 * What {@link ReplicateBench} measured.
 *
 * @param frame octets of each frame, without frame check sequence
 * @param branches replicas of each frame
 * @param entries that each worker has frames of, all of them, in random order
 * @param workers how many, each with a receiving device of its own
 * @param seconds how long it measured
 * @param rxMpps millions of frames received a second
 * @param txMpps millions of replicas a second that the devices took
 * @param cpuRxMpps millions of frames received in a second of the workers' processor time
 * @param cpuTxMpps millions of replicas in a second of the workers' processor time
 * @param drops frames that were not forwarded and replicas that no device took, while it measured
 * @param hugePages whether the packet memory was in huge pages
 */
record ReplicateResult(
        int frame,
        int branches,
        int entries,
        int workers,
        double seconds,
        double rxMpps,
        double txMpps,
        double cpuRxMpps,
        double cpuTxMpps,
        long drops,
        boolean hugePages) {
    /** For people. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%d octets to %d branches, %,d %s%s: %.2f Mpps in, %.2f Mpps out, %,d drops (%.1f s, %s huge pages); "
                        + "by the worker%s processor time %.2f and %.2f",
                frame,
                branches,
                entries,
                entries == 1 ? "entry" : "entries",
                workers == 1 ? "" : " each for " + workers + " workers",
                rxMpps,
                txMpps,
                drops,
                seconds,
                hugePages ? "with" : "without",
                workers == 1 ? "'s" : "s'",
                cpuRxMpps,
                cpuTxMpps);
    }
}
