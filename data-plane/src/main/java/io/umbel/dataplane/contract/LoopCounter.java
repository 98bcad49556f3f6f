package io.umbel.dataplane.contract;

/**
 * How long the passes of the workers took that received something, each from the end of the pass before, so that what the
 * worker slept in between is in it: a histogram whose bounds double, and the worst. No frame has waited longer for a worker than
 * that.
 *
 * <p>The ids are part of the layout of the counters file: they are never reused and never renumbered.
 */
public enum LoopCounter implements CounterName {
    UP_TO_1_US(1, "passes up to 1.0 µs"),
    UP_TO_2_US(2, "passes up to 2.0 µs"),
    UP_TO_4_US(3, "passes up to 4.1 µs"),
    UP_TO_8_US(4, "passes up to 8.2 µs"),
    UP_TO_16_US(5, "passes up to 16.4 µs"),
    UP_TO_32_US(6, "passes up to 32.8 µs"),
    UP_TO_65_US(7, "passes up to 65.5 µs"),
    UP_TO_131_US(8, "passes up to 131.1 µs"),
    UP_TO_262_US(9, "passes up to 262.1 µs"),
    UP_TO_524_US(10, "passes up to 524.3 µs"),
    UP_TO_1_MS(11, "passes up to 1.0 ms"),
    UP_TO_2_MS(12, "passes up to 2.1 ms"),
    UP_TO_4_MS(13, "passes up to 4.2 ms"),
    UP_TO_8_MS(14, "passes up to 8.4 ms"),
    UP_TO_16_MS(15, "passes up to 16.8 ms"),
    UP_TO_33_MS(16, "passes up to 33.6 ms"),
    UP_TO_67_MS(17, "passes up to 67.1 ms"),
    UP_TO_134_MS(18, "passes up to 134.2 ms"),
    LONGER(19, "passes longer than that"),
    /** Nanoseconds of all passes together. */
    SUM_NS(20, "passes, ns in all"),
    /** Nanoseconds of the longest. */
    WORST_NS(21, "longest pass, ns");

    /** How many counters are of passes by their length, from the first on. */
    public static final int BUCKETS = 19;

    private static final int FIRST_BOUND_EXPONENT = 10;

    private final int id;
    private final String label;

    LoopCounter(int id, String label) {
        this.id = id;
        this.label = label;
    }

    /** Which counter is that of a pass of so many nanoseconds, counted from 0. */
    public static int bucket(long nanos) {
        int beyond = Long.SIZE - Long.numberOfLeadingZeros(Math.max(nanos - 1, 0) >>> FIRST_BOUND_EXPONENT);
        return Math.min(beyond, BUCKETS - 1);
    }

    /** The longest pass that a bucket other than the last counts, in nanoseconds. */
    public static long boundNanos(int bucket) {
        return 1L << (FIRST_BOUND_EXPONENT + bucket);
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public String label() {
        return label;
    }
}
