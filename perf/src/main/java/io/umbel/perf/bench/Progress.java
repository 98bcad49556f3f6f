package io.umbel.perf.bench;

/** Where a benchmark says how far it is. */
@FunctionalInterface
interface Progress {
    void say(String line);
}
