package io.umbel.perf.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A report with a bit of everything that there is. */
final class SampleReport {
    private SampleReport() {}

    /** @param factor by which its figures differ from those of factor 1 */
    static Report of(double factor) {
        List<Result> results = new ArrayList<>();
        for (String dut : List.of("umbel", "kernel")) {
            double of = dut.equals("umbel") ? factor : 0.6;
            results.add(throughput(dut, of));
            results.add(joinDelay(dut, of));
        }
        results.add(new Result(
                "",
                "mixed-class-throughput",
                "4.1",
                "Mixed class throughput (MCT)",
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                new Verdict(Verdict.Status.NOT_APPLICABLE, List.of("no unicast"))));
        return new Report(
                "Multicast benchmarks by RFC 3918",
                "sample",
                "2026-01-01T00:00:00Z",
                61,
                new TreeMap<>(Map.of("kernel", "Linux <6>", "umbel.yaml", "a: 1\nb: 2")),
                results);
    }

    private static Result throughput(String dut, double factor) {
        List<Double> samples = List.of(100_000 * factor, 104_000 * factor, 98_000 * factor);
        List<Plot.Point> points = IntStream.of(64, 512, 1518)
                .mapToObj(size -> new Plot.Point(
                        size, 1e7 * factor / (50 + size), 0.9e7 * factor / (50 + size), 1.1e7 * factor / (50 + size)))
                .toList();
        return new Result(
                dut,
                "throughput",
                "4.3",
                "Aggregated multicast throughput (AMT)",
                Map.of("groups", "10"),
                List.of(new Table(
                        "By size", List.of("size", "NDR"), List.of(List.of("64", "100"), List.of("512", "90")))),
                List.of(new Plot(
                        "throughput",
                        "Throughput by frame size",
                        "octets",
                        "frames/s",
                        Plot.Scale.LINEAR,
                        Plot.Scale.LINEAR,
                        List.of(new Plot.Series("NDR", true, points)))),
                List.of(new Figure("NDR, 64 octets", "frames/s", Figure.Better.HIGHER, samples)),
                new Verdict(Verdict.Status.REDUCED, List.of("trials last 0.5 s & no more")));
    }

    private static Result joinDelay(String dut, double factor) {
        List<Double> samples =
                IntStream.range(0, 20).mapToObj(i -> (300.0 + 40 * i) / factor).toList();
        List<Plot.Point> points = IntStream.range(0, 20)
                .mapToObj(i -> Plot.Point.of(samples.get(i), (i + 1) / 20.0))
                .toList();
        return new Result(
                dut,
                "join-delay",
                "6.1",
                "Group join delay (GJD)",
                Map.of(),
                List.of(new Table("By egress", List.of("egress", "µs"), List.of(List.of("east1", "700")))),
                List.of(new Plot(
                        "join-delay",
                        "Share of joins",
                        "µs",
                        "share",
                        Plot.Scale.LOG,
                        Plot.Scale.LINEAR,
                        List.of(new Plot.Series("method A", true, points)))),
                List.of(new Figure("group join delay", "µs", Figure.Better.LOWER, samples)),
                new Verdict(Verdict.Status.NOT_TRUSTED, List.of("2 attempts had no end")));
    }
}
