package io.umbel.perf.bench;

import java.util.List;

/**
 * What was offered to a device in a span of time.
 *
 * @param offered frames
 * @param taken how many of them the device took; the others are lost
 */
record Offer(long offered, long taken) {
    static Offer sum(List<Offer> offers) {
        return new Offer(
                offers.stream().mapToLong(Offer::offered).sum(),
                offers.stream().mapToLong(Offer::taken).sum());
    }

    long lost() {
        return offered - taken;
    }
}
