package io.umbel.perf.gen;

import org.HdrHistogram.Histogram;

/** What a port has received of a stream so far. */
final class Flow {
    private static final int WINDOW = 1 << 14;
    private static final int SIGNIFICANT_DIGITS = 2;

    private final SequenceWindow window = new SequenceWindow(WINDOW);
    private final Histogram latencyNanos = new Histogram(SIGNIFICANT_DIGITS);
    private long firstAtNanos;
    private long lastAtNanos;

    /** Takes note of a frame; true if it is no duplicate. */
    boolean record(int sequence, long sentAtNanos, long nowNanos, boolean withLatency) {
        if (firstAtNanos == 0) {
            firstAtNanos = nowNanos;
        }
        lastAtNanos = nowNanos;
        if (!window.record(Integer.toUnsignedLong(sequence))) {
            return false;
        }
        if (withLatency) {
            latencyNanos.recordValue(Math.max(0, nowNanos - sentAtNanos));
        }
        return true;
    }

    long firstAtNanos() {
        return firstAtNanos;
    }

    long lastAtNanos() {
        return lastAtNanos;
    }

    long received() {
        return window.received();
    }

    FlowFigures figures(int stream, int port, long expected) {
        return new FlowFigures(
                stream,
                port,
                expected,
                window.received(),
                window.duplicates(),
                window.reordered(),
                firstAtNanos,
                lastAtNanos,
                latencyNanos.copy());
    }
}
