package io.umbel.perf.rfc3918;

import io.umbel.perf.report.Figure;
import io.umbel.perf.report.MedianInterval;
import io.umbel.perf.report.Numbers;
import io.umbel.perf.report.Result;
import io.umbel.perf.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** RFC 3918 section 5.2: by the latencies of 5.1. */
final class MinMaxLatency implements Procedure {
    @Override
    public String id() {
        return "min-max-latency";
    }

    @Override
    public String section() {
        return "5.2";
    }

    @Override
    public String title() {
        return "Min/max multicast latency";
    }

    @Override
    public String about() {
        return "How far the latencies to the egresses lie apart: the largest less the least of the set of 5.1, which has a value for each egress. "
                + "Of the median latencies, and of all frames.";
    }

    @Override
    public int effort() {
        return 0;
    }

    @Override
    public DeviceUnderTest.Mode mode() {
        return DeviceUnderTest.Mode.ROUTES;
    }

    @Override
    public Result run(Bench bench) throws InterruptedException {
        MethodCheck check = new MethodCheck();
        check.durations(bench.profile.latencyTrial(), Profile.SHORTEST_LATENCY_TRIAL);
        List<List<String>> rows = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        for (int size : bench.profile.sizes()) {
            for (double load : MulticastLatency.loads(bench, size)) {
                List<LatencySet> sets = MulticastLatency.found(bench, size, load);
                sets.forEach(set -> set.check(check));
                List<Double> ofMedians = sets.stream()
                        .map(set -> most(set, LatencySet.Pair::median) - least(set, LatencySet.Pair::median))
                        .toList();
                List<Double> ofAll = sets.stream()
                        .map(set -> most(set, LatencySet.Pair::most) - least(set, LatencySet.Pair::least))
                        .toList();
                rows.add(List.of(
                        Integer.toString(size),
                        Numbers.text(load),
                        MedianInterval.of(ofMedians).text(),
                        MedianInterval.of(ofAll).text()));
                figures.add(new Figure(
                        "max − min of the egresses' medians, " + size + " octets, "
                                + (load == bench.profile.lightLoad() ? "light load" : "share of NDR"),
                        "µs",
                        Figure.Better.LOWER,
                        ofMedians));
            }
        }
        Map<String, String> parameters = Procedure.parameters(
                bench, bench.profile.sizes(), bench.testbed.egress().size());
        parameters.put("latencies", "those of 5.1");
        return result(
                bench,
                parameters,
                List.of(new Table(
                        "MAX(M) − MIN(M), median of the repetitions",
                        List.of("size, octets", "load, frames/s", "of the egresses' medians, µs", "of all frames, µs"),
                        rows)),
                List.of(),
                figures,
                check);
    }

    private static double most(LatencySet set, ToDoubleFunction<LatencySet.Pair> value) {
        return set.pairs().stream().mapToDouble(value).max().orElse(0);
    }

    private static double least(LatencySet set, ToDoubleFunction<LatencySet.Pair> value) {
        return set.pairs().stream().mapToDouble(value).min().orElse(0);
    }
}
