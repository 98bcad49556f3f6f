package io.umbel.perf.gen;

import java.time.Duration;
import java.util.List;

/**
 * A trial: streams, all at once, for a time.
 *
 * @param streams at most 65,536
 * @param duration how long they are sent
 * @param settle how long to wait after that for what is still on its way, at most; less if all has come
 * @param latencies whether to keep the latency of every frame, which takes some KiB for every stream and port
 */
public record TrialPlan(List<TestStream> streams, Duration duration, Duration settle, boolean latencies) {
    /** Into how many parts of a trial's time its frames are counted. */
    static final int SLOTS = 50;

    public TrialPlan {
        streams = List.copyOf(streams);
        if (streams.size() > FrameTag.MAX_STREAMS) {
            throw new IllegalArgumentException(
                    "a trial has at most " + FrameTag.MAX_STREAMS + " streams, not " + streams.size());
        }
    }

    /** How many frames are due in it. */
    long intended() {
        return streams.stream()
                .mapToLong(stream -> stream.framesBefore(duration.toNanos()))
                .sum();
    }
}
