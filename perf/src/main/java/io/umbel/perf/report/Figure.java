package io.umbel.perf.report;

import java.util.List;

/**
 * A quantity that was measured one or several times.
 *
 * @param name unique within its result; the same in every run that measures the same
 * @param unit of the values
 * @param better whether more is better
 * @param samples what each repetition gave
 */
public record Figure(String name, String unit, Better better, List<Double> samples) {
    /** Which of two values is the better one. */
    public enum Better {
        HIGHER,
        LOWER
    }

    public Figure {
        samples = List.copyOf(samples);
    }

    /** Median and confidence interval. */
    public MedianInterval interval() {
        return MedianInterval.of(samples);
    }
}
