package io.umbel.dataplane.contract;

/**
 * What is known of the packet pool: gauges, in mbufs.
 *
 * <p>The ids are part of the layout of the counters file: they are never reused and never renumbered.
 */
public enum PoolCounter implements CounterName {
    /** How many mbufs the pool was made with. */
    SIZE(1, "mbufs"),
    /** How many are free: equal to the size when nothing is in flight. */
    AVAILABLE(2, "mbufs available");

    private final int id;
    private final String label;

    PoolCounter(int id, String label) {
        this.id = id;
        this.label = label;
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
