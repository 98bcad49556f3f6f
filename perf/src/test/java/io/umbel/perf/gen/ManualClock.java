package io.umbel.perf.gen;

import java.util.function.LongSupplier;

/** A clock that goes when it is told to. */
final class ManualClock implements LongSupplier {
    private long nanos = 1_000_000_000;

    @Override
    public long getAsLong() {
        return nanos;
    }

    void pass(long more) {
        nanos += more;
    }
}
