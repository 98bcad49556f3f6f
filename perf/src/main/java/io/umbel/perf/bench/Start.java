package io.umbel.perf.bench;

import java.time.Duration;
import java.util.List;

/**
 * One start of a data plane to which frames are offered from the moment that its ports are open.
 *
 * @param openSeconds from the start of its process until its ports were open
 * @param offers what came then, in spans of {@link #SPAN}
 * @param forwarded how many of the frames that the device took the worker forwarded, in all
 */
record Start(double openSeconds, List<Offer> offers, long forwarded) {
    /** What is looked at: shorter than what anybody would notice, longer than a slice of the scheduler. */
    static final Duration SPAN = Duration.ofMillis(10);

    /** A rate is taken over so many of them. */
    private static final int WINDOW = 10;

    private static final double FULL = 0.95;
    private static final double SPANS_A_SECOND = 1000.0 / SPAN.toMillis();

    Start {
        offers = List.copyOf(offers);
    }

    static int spans(int seconds) {
        return (int) (seconds * SPANS_A_SECOND);
    }

    /** Frames a second that were taken in the second half of the time. */
    double fullRate() {
        return rate(offers.size() / 2, offers.size());
    }

    /** From the start of the process until a tenth of a second is over in which it forwarded at its {@link #fullRate}. */
    double fullSeconds() {
        int end = WINDOW;
        while (end < offers.size() && rate(end - WINDOW, end) < FULL * fullRate()) {
            end++;
        }
        return openSeconds + end / SPANS_A_SECOND;
    }

    private double rate(int from, int to) {
        return Offer.sum(offers.subList(from, to)).taken() * SPANS_A_SECOND / (to - from);
    }

    /** What was offered in the first half of the time. */
    Offer first() {
        return Offer.sum(offers.subList(0, offers.size() / 2));
    }

    /** What was offered in the second half of it, when the start is long over: what is lost then, the machine loses. */
    Offer then() {
        return Offer.sum(offers.subList(offers.size() / 2, offers.size()));
    }

    /** Frames that the device took and the worker did not forward. */
    long dropped() {
        return Offer.sum(offers).taken() - forwarded;
    }
}
