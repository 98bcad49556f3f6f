package io.umbel.perf.rfc3918;

/**
 * What a search found.
 *
 * @param goal its name
 * @param lower the highest load that meets the goal, and below which nothing fails it (relevant lower bound); 0 if none was found
 * @param upper the lowest load that fails it (relevant upper bound); infinite if none was found, so that the throughput is at least
 *     {@code lower}
 * @param throughput frames a second that got through at the lower bound, in the typical trial (conditional throughput)
 * @param trials how many trials the whole search took so far
 */
record SearchResult(String goal, double lower, double upper, double throughput, int trials) {
    /** Whether no load failed, up to the most that could be tried. */
    boolean isUnbounded() {
        return Double.isInfinite(upper);
    }
}
