package io.umbel.perf.bench;

import java.util.Locale;

/** A part of forwarding that is measured alone. */
enum Part {
    PARSE(ParseBenchmark.class),
    LOOK_UP(LookUpBenchmark.class),
    PASS(PassBenchmark.class),
    TABLE_UPDATE(TableUpdateBenchmark.class),
    MAP_PUBLISH(MapPublishBenchmark.class);

    private final Class<?> benchmark;

    Part(Class<?> benchmark) {
        this.benchmark = benchmark;
    }

    Class<?> benchmark() {
        return benchmark;
    }

    /** As it is called on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
