package io.umbel.perf.gen;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What is added up over streams and ports, and what is not. */
class TrialResultTest {
    /** Ports 1 and 2 want stream 0, and lack 1 and 3 of 10 frames; port 2 got 4 of stream 1, which it did not want. */
    private static final TrialResult RESULT = new TrialResult(
            Duration.ofSeconds(2),
            20,
            16,
            0,
            List.of(flow(0, 1, 10, 9, 100), flow(0, 2, 10, 7, 200), flow(1, 2, 0, 4, 300)),
            0,
            0,
            0,
            new Histogram(2),
            1,
            new long[1],
            new long[3][1]);

    private static FlowFigures flow(int stream, int port, long expected, long received, long latencyNanos) {
        Histogram latencies = new Histogram(2);
        latencies.recordValue(latencyNanos);
        return new FlowFigures(stream, port, expected, received, stream + 1, port + 4, 1, 2, latencies);
    }

    @Test
    void whatIsUnwanted_makesUpForNoLoss() {
        assertEquals(20, RESULT.expected());
        assertEquals(16, RESULT.received());
        assertEquals(4, RESULT.lost());
        assertEquals(4, RESULT.unwanted());
        assertEquals(0.2, RESULT.lossRatio());
        assertEquals(1 + 1 + 2, RESULT.duplicates());
        assertEquals(5 + 6 + 6, RESULT.reordered());
    }

    @Test
    void rates_areASecond() {
        assertEquals(8, RESULT.offeredLoad());
        assertEquals(8, RESULT.forwardingRate());
        assertEquals(0.8, RESULT.loadKept());
    }

    @Test
    void aPortsLatencies_areThoseOfAllItsStreamsAndNoOthers() {
        assertEquals(100, RESULT.latencyNanos(1).getMaxValue());
        assertEquals(1, RESULT.latencyNanos(1).getTotalCount());
        assertEquals(200, RESULT.latencyNanos(2).getMinValue());
        assertEquals(2, RESULT.latencyNanos(2).getTotalCount());
    }
}
