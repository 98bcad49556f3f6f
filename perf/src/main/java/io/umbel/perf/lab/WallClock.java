package io.umbel.perf.lab;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The machine's clock, which stamps what the kernel sends and receives, so that both can be compared. */
final class WallClock {
    private WallClock() {}

    /** Nanoseconds since the epoch. */
    static long nanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
