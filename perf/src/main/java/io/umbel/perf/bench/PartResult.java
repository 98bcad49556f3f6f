package io.umbel.perf.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH says of a benchmark.
 *
 * @param name its class and method
 * @param parameters as {@code name=value}
 * @param nanos the mean of all iterations
 * @param error half of the interval that has the mean with 99.9 %; not a number if there are too few iterations
 */
record PartResult(String name, List<String> parameters, double nanos, double error) {
    static PartResult of(RunResult run) {
        BenchmarkParams params = run.getParams();
        Result<?> result = run.getPrimaryResult();
        String benchmark = params.getBenchmark();
        int method = benchmark.lastIndexOf('.');
        return new PartResult(
                benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1),
                params.getParamsKeys().stream()
                        .map(key -> key + "=" + params.getParam(key))
                        .toList(),
                result.getScore(),
                result.getScoreError());
    }

    static String text(List<PartResult> results) {
        return results.stream().map(PartResult::line).collect(Collectors.joining("\n"));
    }

    private String line() {
        return String.format(
                Locale.ROOT,
                "%-38s %-16s %,10.1f ns%s",
                name,
                String.join(", ", parameters),
                nanos,
                Double.isNaN(error) ? "" : String.format(Locale.ROOT, " ± %,.1f", error));
    }
}
