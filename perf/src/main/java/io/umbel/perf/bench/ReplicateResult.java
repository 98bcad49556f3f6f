package io.umbel.perf.bench;

/**
 * What {@link ReplicateBench} measured.
 *
 * @param frame octets of each frame, without frame check sequence
 * @param branches replicas of each frame
 * @param seconds how long it measured
 * @param rxMpps millions of frames received a second
 * @param txMpps millions of replicas a second that the devices took
 * @param drops frames that were not forwarded and replicas that no device took, while it measured
 * @param hugePages whether the packet memory was in huge pages
 */
record ReplicateResult(
        int frame, int branches, double seconds, double rxMpps, double txMpps, long drops, boolean hugePages) {
    /** For people. */
    String text() {
        return "%d octets to %d branches: %.2f Mpps in, %.2f Mpps out, %d drops (%.1f s, %s huge pages)"
                .formatted(frame, branches, rxMpps, txMpps, drops, seconds, hugePages ? "with" : "without");
    }
}
