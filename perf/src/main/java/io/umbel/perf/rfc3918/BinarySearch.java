package io.umbel.perf.rfc3918;

import java.time.Duration;

/**
 * The search of RFC 2544 section 26.1 with a loss tolerance: halves the interval between a load that passes and one that fails, until it is
 * small enough. One trial decides about a load, so on a noisy device it finds less than {@link MlrSearch}.
 *
 * @param lossTolerance a trial with more loss fails, 0 to 1
 * @param resolution how small, of the higher load
 */
record BinarySearch(double lossTolerance, Duration trial, double resolution) {
    /** Searches between two loads, in frames a second. */
    SearchResult search(Measurement.Measurer measurer, double least, double most) throws InterruptedException {
        int trials = 1;
        Measurement last = measurer.measure(most, trial);
        if (last.lossRatio() <= lossTolerance) {
            return new SearchResult("RFC 2544", most, Double.POSITIVE_INFINITY, most * (1 - last.lossRatio()), trials);
        }
        double lower = 0;
        double upper = most;
        double throughput = 0;
        while (upper - lower > upper * resolution && upper > least) {
            double load = Math.max(least, (lower + upper) / 2);
            last = measurer.measure(load, trial);
            trials++;
            if (last.lossRatio() <= lossTolerance) {
                lower = load;
                throughput = load * (1 - last.lossRatio());
            } else {
                upper = load;
            }
        }
        return new SearchResult("RFC 2544", lower, upper, throughput, trials);
    }
}
