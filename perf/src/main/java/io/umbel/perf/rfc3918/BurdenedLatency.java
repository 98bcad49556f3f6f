package io.umbel.perf.rfc3918;

import io.umbel.perf.gen.TestStream;
import io.umbel.perf.report.Figure;
import io.umbel.perf.report.Numbers;
import io.umbel.perf.report.Result;
import io.umbel.perf.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** RFC 3918 section 8.1. */
final class BurdenedLatency implements Procedure {
    @Override
    public String id() {
        return "burdened-latency";
    }

    @Override
    public String section() {
        return "8.1";
    }

    @Override
    public String title() {
        return "Forwarding-burdened multicast latency (FBML)";
    }

    @Override
    public String about() {
        return "The latency of 5.1 at the light load, without and with a full mesh of other streams between the other ports.";
    }

    @Override
    public DeviceUnderTest.Mode mode() {
        return DeviceUnderTest.Mode.ROUTES;
    }

    @Override
    public Result run(Bench bench) throws InterruptedException {
        int size = bench.profile.sizes().getFirst();
        double load = bench.profile.lightLoad();
        MethodCheck check = new MethodCheck();
        check.durations(bench.profile.latencyTrial(), Profile.SHORTEST_LATENCY_TRIAL);
        check.departs(BurdenedJoinDelay.MULTICAST_BURDEN);
        check.departs("one frame size only");
        check.departs("the burden ports get the measured streams too");
        List<LatencySet> without = MulticastLatency.found(bench, size, load);
        List<LatencySet> with = new ArrayList<>();
        for (int repeat = 1; repeat <= bench.profile.repeats(); repeat++) {
            with.add(bench.recall(id() + "/with/" + repeat, LatencySet.class, () -> burdened(bench, size, load)));
        }
        bench.leaveAll();
        List<List<String>> rows = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        for (boolean burden : List.of(false, true)) {
            List<LatencySet> sets = burden ? with : without;
            sets.forEach(set -> set.check(check));
            String which = burden ? "with burden" : "without burden";
            for (List<String> row : MulticastLatency.rows(bench, size, load, sets)) {
                List<String> named = new ArrayList<>(List.of(which));
                named.addAll(row);
                rows.add(named);
            }
            figures.add(new Figure(
                    "median latency, " + which,
                    "µs",
                    Figure.Better.LOWER,
                    sets.stream().map(set -> set.pairs().getFirst().median()).toList()));
        }
        Map<String, String> parameters = Procedure.parameters(
                bench, List.of(size), bench.testbed.egress().size());
        parameters.put(
                "offered load", Numbers.text(load) + " frames a second to " + bench.profile.groups() + " groups");
        parameters.put("duration of a trial", bench.profile.latencyTrial().toMillis() / 1000.0 + " s");
        BurdenedJoinDelay.burden(bench, parameters);
        List<String> columns = new ArrayList<>(List.of("burden"));
        columns.addAll(MulticastLatency.COLUMNS);
        return result(
                bench,
                parameters,
                List.of(new Table("Latency by pair of ingress and egress: medians of the repetitions", columns, rows)),
                List.of(),
                figures,
                check);
    }

    private static LatencySet burdened(Bench bench, int size, double load) throws InterruptedException {
        bench.tell("with burden");
        bench.establishForwarding(bench.profile.groups());
        bench.establishBurden();
        List<TestStream> burden = bench.burden();
        return LatencySet.through(bench, size, load, burden);
    }
}
