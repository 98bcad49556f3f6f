package io.umbel.perf.gen;

import org.HdrHistogram.Histogram;

/**
 * What a port received of a stream.
 *
 * @param stream its number
 * @param port index of the port
 * @param expected frames that the stream's generator sent, if the port is to receive it; otherwise 0
 * @param received different frames
 * @param duplicates frames that had come before
 * @param reordered frames that came after one with a higher number
 * @param firstAtNanos when the first came, by the tester's clock; 0 if none did
 * @param lastAtNanos when the last did
 * @param latencyNanos from the generator's stamp to the analyser's, of all different frames; empty if none were asked for
 */
public record FlowFigures(
        int stream,
        int port,
        long expected,
        long received,
        long duplicates,
        long reordered,
        long firstAtNanos,
        long lastAtNanos,
        Histogram latencyNanos) {
    /** Frames that did not come. */
    public long lost() {
        return Math.max(0, expected - received);
    }

    /** Frames that came where they are not to. */
    public long unwanted() {
        return Math.max(0, received - expected);
    }
}
