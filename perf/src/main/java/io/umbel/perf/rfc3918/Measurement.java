package io.umbel.perf.rfc3918;

import java.time.Duration;

/**
 * What a trial at a load showed.
 *
 * @param load intended, in frames a second
 * @param duration how long
 * @param lossRatio lost of expected, 0 to 1
 * @param forwardingRate received by all egresses together, in frames a second
 * @param loadKept whether the tester sent what was intended; what it did not send counts as lost
 */
record Measurement(double load, Duration duration, double lossRatio, double forwardingRate, boolean loadKept) {
    /** Carries out a trial. */
    @FunctionalInterface
    interface Measurer {
        /** At that intended load, in frames a second, for so long. */
        Measurement measure(double load, Duration duration) throws InterruptedException;
    }
}
