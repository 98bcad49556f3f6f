package io.umbel.perf.rfc3918;

import io.umbel.perf.report.Plot;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What is said of the latencies of a pair, by latencies of which everything is known. */
class LatencySetTest {
    /** Of the histograms: two digits. */
    private static final double PRECISION = 0.01;

    /** From frame to frame it grows by so much, so that no percentile is near another. */
    private static final double GROWTH = 1.02;

    private static double micros(double frame) {
        return Math.pow(GROWTH, frame);
    }

    private static void assertNear(double expected, double found) {
        assertEquals(expected, found, expected * PRECISION);
    }

    @Test
    void aThousandFramesEachSlowerThanTheOneBefore() {
        Histogram nanos = new Histogram(2);
        double sum = 0;
        for (int frame = 1; frame <= 1000; frame++) {
            nanos.recordValue(Math.round(micros(frame) * 1000));
            sum += micros(frame);
        }
        LatencySet.Pair pair = LatencySet.Pair.of("sender → east1", nanos);
        assertEquals(1000, pair.frames());
        assertNear(micros(1), pair.least());
        assertNear(micros(500), pair.median());
        assertNear(sum / 1000, pair.mean());
        assertNear(micros(990), pair.p99());
        assertNear(micros(999), pair.p999());
        assertNear(micros(1000), pair.most());
        assertEquals(25, pair.curve().size(), "eight a decade");
        for (Plot.Point point : pair.curve()) {
            // One in ten is slower than 900 of the thousand are, one in a thousand than 999.
            assertNear(micros(Math.max(1, Math.ceil(1000 * (1 - 1 / point.x()) - 1e-6))), point.y());
        }
    }

    @Test
    void noFrames_areNoLatencies() {
        LatencySet.Pair pair = LatencySet.Pair.of("sender → east1", new Histogram(2));
        assertEquals(0, pair.frames());
        assertEquals(0, pair.least());
        assertEquals(0, pair.most());
    }
}
