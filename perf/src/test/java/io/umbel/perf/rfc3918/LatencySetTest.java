package io.umbel.perf.rfc3918;

import io.umbel.perf.report.Plot;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What is said of the latencies of a pair, by latencies of which everything is known. */
class LatencySetTest {
    /** Of the histograms: two digits. */
    private static final double PRECISION = 0.01;

    private static void assertNear(double expected, double found) {
        assertEquals(expected, found, expected * PRECISION);
    }

    @Test
    void aThousandFramesOfOneToAThousandMicroseconds() {
        Histogram nanos = new Histogram(2);
        for (int micros = 1; micros <= 1000; micros++) {
            nanos.recordValue(micros * 1000L);
        }
        LatencySet.Pair pair = LatencySet.Pair.of("sender → east1", nanos);
        assertEquals(1000, pair.frames());
        assertNear(1, pair.least());
        assertNear(500, pair.median());
        assertNear(500.5, pair.mean());
        assertNear(990, pair.p99());
        assertNear(999, pair.p999());
        assertNear(1000, pair.most());
        // One in one is slower than the least, one in ten than 900 of the thousand, one in a thousand than 999.
        for (Plot.Point point : pair.curve()) {
            double rank = Math.ceil(1000 * (1 - 1 / point.x()) - 1e-6);
            assertEquals(Math.max(1, rank), point.y(), Math.max(1, rank) * PRECISION + 0.01, point::toString);
        }
        assertEquals(25, pair.curve().size(), "eight a decade");
    }

    @Test
    void noFrames_areNoLatencies() {
        LatencySet.Pair pair = LatencySet.Pair.of("sender → east1", new Histogram(2));
        assertEquals(0, pair.frames());
        assertEquals(0, pair.least());
        assertEquals(0, pair.most());
    }
}
