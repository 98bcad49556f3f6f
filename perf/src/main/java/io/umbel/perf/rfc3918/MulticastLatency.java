package io.umbel.perf.rfc3918;

import io.umbel.perf.report.Figure;
import io.umbel.perf.report.MedianInterval;
import io.umbel.perf.report.Numbers;
import io.umbel.perf.report.Plot;
import io.umbel.perf.report.Result;
import io.umbel.perf.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** RFC 3918 section 5.1. */
final class MulticastLatency implements Procedure {
    /** So often a trial that was invalid is done again. */
    private static final int ATTEMPTS = 3;

    static final List<String> COLUMNS = List.of(
            "size, octets",
            "load, frames/s",
            "pair",
            "least, µs",
            "median, µs",
            "mean, µs",
            "99 %, µs",
            "99.9 %, µs",
            "most, µs",
            "tester's own median, µs",
            "tester's own 99 %, µs");

    @Override
    public String id() {
        return "multicast-latency";
    }

    @Override
    public String section() {
        return "5.1";
    }

    @Override
    public String title() {
        return "Multicast latency (ML)";
    }

    @Override
    public String about() {
        return "How long frames are on their way from the ingress to each egress (store and forward: from the last bit in to the last bit out). What "
                + "of that is the tester's own way, measured without a device, stands beside it and is not taken off.";
    }

    @Override
    public int effort() {
        return 8;
    }

    @Override
    public DeviceUnderTest.Mode mode() {
        return DeviceUnderTest.Mode.ROUTES;
    }

    /** The loads at which latency is measured, in frames a second. */
    static List<Double> loads(Bench bench, int size) throws InterruptedException {
        Set<Double> loads = new LinkedHashSet<>();
        loads.add(bench.profile.lightLoad());
        double share = Math.rint(AggregatedThroughput.throughput(bench, size) * bench.profile.throughputShare());
        if (share > bench.profile.lightLoad()) {
            loads.add(share);
        }
        return List.copyOf(loads);
    }

    /** The repetitions of a trial, made now if they were not. */
    static List<LatencySet> found(Bench bench, int size, double load) throws InterruptedException {
        List<LatencySet> sets = new ArrayList<>();
        for (int repeat = 1; repeat <= bench.profile.repeats(); repeat++) {
            String name = "latency/" + size + "/" + Math.round(load) + "/" + repeat;
            sets.add(bench.recall(name, LatencySet.class, () -> valid(bench, size, load)));
        }
        return sets;
    }

    private static LatencySet valid(Bench bench, int size, double load) throws InterruptedException {
        bench.tell(size + " octets, " + Numbers.text(load) + " frames a second");
        bench.establishForwarding(bench.profile.groups());
        LatencySet set = LatencySet.through(bench, size, load, List.of());
        for (int attempt = 1; attempt < ATTEMPTS && set.lost() > 0; attempt++) {
            set = LatencySet.through(bench, size, load, List.of());
        }
        return set;
    }

    /** The tester's own latency at that size and load; it is the same for all devices. */
    static LatencySet.Pair floor(Bench bench, int size, double load) throws InterruptedException {
        return bench.memory
                .recall("floor/" + size + "/" + Math.round(load), LatencySet.class, () -> {
                    bench.tell("the tester's own, " + size + " octets");
                    return LatencySet.floor(bench, size, load);
                })
                .pairs()
                .getFirst();
    }

    /** A row for each pair, medians of the repetitions. */
    static List<List<String>> rows(Bench bench, int size, double load, List<LatencySet> sets)
            throws InterruptedException {
        List<List<String>> rows = new ArrayList<>();
        LatencySet.Pair own = bench.testbed.loop().isEmpty() ? null : floor(bench, size, load);
        for (int i = 0; i < sets.getFirst().pairs().size(); i++) {
            int at = i;
            List<LatencySet.Pair> pairs =
                    sets.stream().map(set -> set.pairs().get(at)).toList();
            rows.add(List.of(
                    Integer.toString(size),
                    Numbers.text(load),
                    pairs.getFirst().name(),
                    median(pairs.stream().map(LatencySet.Pair::least).toList()),
                    MedianInterval.of(
                                    pairs.stream().map(LatencySet.Pair::median).toList())
                            .text(),
                    median(pairs.stream().map(LatencySet.Pair::mean).toList()),
                    MedianInterval.of(pairs.stream().map(LatencySet.Pair::p99).toList())
                            .text(),
                    median(pairs.stream().map(LatencySet.Pair::p999).toList()),
                    median(pairs.stream().map(LatencySet.Pair::most).toList()),
                    own == null ? "not measured" : Numbers.text(own.median()),
                    own == null ? "not measured" : Numbers.text(own.p99())));
        }
        return rows;
    }

    private static String median(List<Double> values) {
        return Numbers.text(MedianInterval.of(values).median());
    }

    @Override
    public Result run(Bench bench) throws InterruptedException {
        MethodCheck check = new MethodCheck();
        check.durations(bench.profile.latencyTrial(), Profile.SHORTEST_LATENCY_TRIAL);
        check.departs("at a light load and at " + Numbers.text(bench.profile.throughputShare() * 100)
                + " % of the throughput, with every frame tagged instead of one");
        if (bench.testbed.loop().isEmpty()) {
            check.departs("the tester's own latency was not measured: no two of its ports are joined");
        }
        List<List<String>> rows = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        List<Plot.Series> curves = new ArrayList<>();
        for (int size : bench.profile.sizes()) {
            for (double load : loads(bench, size)) {
                List<LatencySet> sets = found(bench, size, load);
                sets.forEach(set -> set.check(check));
                rows.addAll(rows(bench, size, load, sets));
                boolean light = load == bench.profile.lightLoad();
                String which = size + " octets, "
                        + (light ? "light load" : Numbers.text(bench.profile.throughputShare() * 100) + " % of NDR");
                figures.add(new Figure(
                        "median latency, " + which,
                        "µs",
                        Figure.Better.LOWER,
                        sets.stream()
                                .map(set -> set.pairs().getFirst().median())
                                .toList()));
                figures.add(new Figure(
                        "99 % latency, " + which,
                        "µs",
                        Figure.Better.LOWER,
                        sets.stream().map(set -> set.pairs().getFirst().p99()).toList()));
                if (light) {
                    curves.add(new Plot.Series(
                            size + " octets",
                            true,
                            sets.getFirst().pairs().getFirst().curve()));
                    if (!bench.testbed.loop().isEmpty()
                            && size == bench.profile.sizes().getFirst()) {
                        curves.add(new Plot.Series(
                                "tester's own, " + size + " octets",
                                true,
                                floor(bench, size, load).curve()));
                    }
                }
            }
        }
        bench.leaveAll();
        Map<String, String> parameters = Procedure.parameters(
                bench, bench.profile.sizes(), bench.testbed.egress().size());
        parameters.put("groups", Integer.toString(bench.profile.groups()));
        parameters.put("duration of a trial", bench.profile.latencyTrial().toMillis() / 1000.0 + " s");
        parameters.put("repetitions", Integer.toString(bench.profile.repeats()));
        return result(
                bench,
                parameters,
                List.of(new Table("Latency by pair of ingress and egress: medians of the repetitions", COLUMNS, rows)),
                List.of(new Plot(
                        "latency-percentiles",
                        "Latency at the light load, first egress: how long all but one in so many frames take at most",
                        "one in so many frames is slower",
                        "latency, µs",
                        Plot.Scale.LOG,
                        Plot.Scale.LOG,
                        curves)),
                figures,
                check);
    }
}
