package io.umbel.perf.rfc3918;

import io.umbel.perf.gen.TestStream;
import io.umbel.perf.report.Figure;
import io.umbel.perf.report.Numbers;
import io.umbel.perf.report.Plot;
import io.umbel.perf.report.Result;
import io.umbel.perf.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** RFC 3918 section 6.1. */
final class GroupJoinDelay implements Procedure {
    @Override
    public String id() {
        return "group-join-delay";
    }

    @Override
    public String section() {
        return "6.1";
    }

    @Override
    public String title() {
        return "Group join delay (GJD)";
    }

    @Override
    public String about() {
        return "How soon a stream that flows already comes to a host that joins it: from the last bit of the report to the first of the stream. "
                + "Method A: nobody else has the group. Method B: another egress has it already.";
    }

    @Override
    public DeviceUnderTest.Mode mode() {
        return DeviceUnderTest.Mode.IGMP;
    }

    @Override
    public Result run(Bench bench) throws InterruptedException {
        JoinAttempts attempts = new JoinAttempts(bench, TestStream.SMALLEST, List.of());
        List<Integer> egress = bench.testbed.egress();
        MethodCheck check = new MethodCheck();
        List<List<String>> rows = new ArrayList<>();
        List<Plot.Series> distributions = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        for (String method : List.of("A", "B")) {
            List<Double> all = new ArrayList<>();
            for (int port : egress) {
                // The last one is the other egress of method B.
                if (method.equals("B") && port == egress.getLast()) {
                    continue;
                }
                bench.tell("method " + method + ", " + bench.testbed.name(port));
                Delays delays = bench.recall(
                        id() + "/" + method + "/" + bench.testbed.name(port),
                        Delays.class,
                        () -> method.equals("A") ? attempts.methodA(port) : attempts.methodB(port, egress.getLast()));
                delays.check(check);
                List<String> row = new ArrayList<>(List.of(method, bench.testbed.name(port)));
                row.addAll(delays.row());
                rows.add(row);
                all.addAll(delays.micros());
            }
            if (!all.isEmpty()) {
                distributions.add(new Delays(all, 0, 0).distribution("method " + method));
                figures.add(new Figure("group join delay, method " + method, "µs", Figure.Better.LOWER, all));
            }
        }
        bench.leaveAll();
        Map<String, String> parameters = Procedure.parameters(bench, List.of(TestStream.SMALLEST), egress.size());
        parameters.put("groups", "1 at a time, a fresh one for each join");
        parameters.put(
                "offered load",
                Numbers.text(bench.profile.joinLoad())
                        + " frames a second: the delay cannot be told more exactly than "
                        + Numbers.text(1e6 / bench.profile.joinLoad()) + " µs");
        check.departs("not at the throughput of the device but at the load that is named");
        check.departs("one frame size only");
        List<String> columns = new ArrayList<>(List.of("method", "egress"));
        columns.addAll(Delays.COLUMNS);
        return result(
                bench,
                parameters,
                List.of(new Table("Group join delay by egress", columns, rows)),
                List.of(Delays.plot("join-delay", "Group join delay", distributions)),
                figures,
                check);
    }
}
