package io.umbel.perf.bench;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The least, the median and the most of some figures. */
record Spread(double least, double median, double most) {
    /** Of at least one thing, by one figure of each. */
    static <T> Spread of(List<T> things, ToDoubleFunction<T> figure) {
        double[] sorted = things.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /** Of at least one thing, each of which counts by the median of its parts. */
    static <T, P> Spread ofMedians(List<T> things, Function<T, List<P>> parts, ToDoubleFunction<P> figure) {
        return of(things, thing -> of(parts.apply(thing), figure).median());
    }
}
