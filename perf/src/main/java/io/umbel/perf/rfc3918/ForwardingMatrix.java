package io.umbel.perf.rfc3918;

import io.umbel.perf.gen.TestStream;
import io.umbel.perf.gen.TrialResult;
import io.umbel.perf.report.Figure;
import io.umbel.perf.report.MedianInterval;
import io.umbel.perf.report.Numbers;
import io.umbel.perf.report.Plot;
import io.umbel.perf.report.Result;
import io.umbel.perf.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** RFC 3918 section 4.2. Takes the group capacity from section 7.1, and the load from 4.3. */
final class ForwardingMatrix implements Procedure {
    /** A trial with so many groups. */
    record Row(int groups, double load, long sent, long received, double rate, double kept, boolean joined) {}

    /** All trials of a repetition. */
    record Rows(List<Row> rows) {}

    @Override
    public String id() {
        return "scaled-group-forwarding-matrix";
    }

    @Override
    public String section() {
        return "4.2";
    }

    @Override
    public String title() {
        return "Scaled group forwarding matrix (SGFM)";
    }

    @Override
    public String about() {
        return "How the rate at which all egresses together are served changes with the number of groups over which the same load is spread.";
    }

    @Override
    public int effort() {
        return 3;
    }

    @Override
    public DeviceUnderTest.Mode mode() {
        return DeviceUnderTest.Mode.ROUTES;
    }

    private static Rows measure(Bench bench, int capacity, double load, int repeat) throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (int groups : bench.profile.matrix()) {
            if (groups <= capacity) {
                bench.tell("%,d groups, repetition %d of %d".formatted(groups, repeat, bench.profile.repeats()));
                boolean joined = bench.establishForwarding(groups);
                TrialResult trial = bench.forward(groups, TestStream.SMALLEST, load, bench.profile.trial(), false);
                rows.add(new Row(
                        groups,
                        trial.offeredLoad(),
                        trial.sent(),
                        trial.received(),
                        trial.forwardingRate(),
                        trial.loadKept(),
                        joined));
            }
        }
        return new Rows(rows);
    }

    @Override
    public Result run(Bench bench) throws InterruptedException {
        int capacity = GroupCapacity.found(bench).groups();
        int size = bench.profile.sizes().getFirst();
        double throughput = AggregatedThroughput.throughput(bench, size);
        double load = Math.max(throughput, bench.profile.leastLoad());
        MethodCheck check = new MethodCheck();
        check.durations(bench.profile.trial(), Profile.SHORTEST_TRIAL);
        check.departs("the numbers of groups are " + bench.profile.matrix()
                + " as far as the capacity goes, not every tenth");
        check.departs("one frame size only");
        if (throughput == 0) {
            check.fails("no throughput was found that could be the load");
        }
        List<Rows> repetitions = new ArrayList<>();
        for (int repeat = 1; repeat <= bench.profile.repeats(); repeat++) {
            int number = repeat;
            repetitions.add(bench.recall(
                    "forwarding-matrix/" + repeat, Rows.class, () -> measure(bench, capacity, load, number)));
        }
        bench.leaveAll();
        List<List<String>> table = new ArrayList<>();
        List<Plot.Point> points = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < repetitions.getFirst().rows().size(); i++) {
            int at = i;
            List<Row> rows =
                    repetitions.stream().map(each -> each.rows().get(at)).toList();
            Row first = rows.getFirst();
            List<Double> rates = rows.stream().map(Row::rate).toList();
            MedianInterval rate = MedianInterval.of(rates);
            if (rows.stream().anyMatch(row -> !row.joined())) {
                check.fails(first.groups() + " groups: not every egress got every group before the trial");
            }
            if (rows.stream().anyMatch(row -> row.kept() < MethodCheck.LOAD_KEPT)) {
                check.departs(first.groups() + " groups: the tester did not keep the load");
            }
            table.add(List.of(
                    Numbers.text(first.groups()),
                    MedianInterval.of(rows.stream().map(Row::load).toList()).text(),
                    Numbers.text(rows.stream().mapToLong(Row::sent).sum()),
                    Numbers.text(rows.stream().mapToLong(Row::received).sum()),
                    rate.text()));
            points.add(new Plot.Point(first.groups(), rate.median(), rate.low(), rate.high()));
            figures.add(new Figure(
                    "aggregate forwarding rate, " + first.groups() + " groups",
                    "frames/s",
                    Figure.Better.HIGHER,
                    rates));
        }
        int egresses = bench.testbed.egress().size();
        Map<String, String> parameters = Procedure.parameters(bench, List.of(size), egresses);
        parameters.put("duration of a trial", bench.profile.trial().toMillis() / 1000.0 + " s");
        parameters.put("offered load", "the NDR of 4.3, " + Numbers.text(Math.round(load)) + " frames a second");
        parameters.put("group capacity (7.1)", Numbers.text(capacity));
        return result(
                bench,
                parameters,
                List.of(new Table(
                        "By the number of groups; frames are those of all repetitions",
                        List.of(
                                "groups",
                                "offered load, frames/s",
                                "frames sent",
                                "frames received",
                                "aggregate forwarding rate, frames/s"),
                        table)),
                List.of(new Plot(
                        "forwarding-matrix",
                        "Aggregate forwarding rate by number of groups",
                        "groups",
                        "frames a second, all egresses",
                        Plot.Scale.LOG,
                        Plot.Scale.LINEAR,
                        List.of(new Plot.Series(size + " octets", true, points)))),
                figures,
                check);
    }
}
