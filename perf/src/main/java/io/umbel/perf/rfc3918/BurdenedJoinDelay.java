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

/** RFC 3918 section 8.2. */
final class BurdenedJoinDelay implements Procedure {
    static final String MULTICAST_BURDEN = "the burden is multicast, since not every device here forwards unicast";

    @Override
    public String id() {
        return "burdened-join-delay";
    }

    @Override
    public String section() {
        return "8.2";
    }

    @Override
    public String title() {
        return "Forwarding-burdened group join delay (FBGJD)";
    }

    @Override
    public String about() {
        return "The group join delay by method A, without and with a full mesh of other streams between the other ports.";
    }

    @Override
    public DeviceUnderTest.Mode mode() {
        return DeviceUnderTest.Mode.IGMP;
    }

    @Override
    public Result run(Bench bench) throws InterruptedException {
        int port = bench.testbed.egress().getFirst();
        bench.tell("without burden");
        Delays without = bench.recall(
                id() + "/without",
                Delays.class,
                () -> new JoinAttempts(bench, TestStream.SMALLEST, List.of()).methodA(port));
        bench.tell("with burden");
        MethodCheck check = new MethodCheck();
        Delays with = bench.recall(id() + "/with", Delays.class, () -> burdened(bench, port));
        bench.leaveAll();
        without.check(check);
        with.check(check);
        check.departs(MULTICAST_BURDEN);
        check.departs("one frame size only");
        List<List<String>> rows = new ArrayList<>();
        List<Plot.Series> series = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        for (Delays delays : List.of(without, with)) {
            String burden = rows.isEmpty() ? "without burden" : "with burden";
            List<String> row = new ArrayList<>(List.of(burden, bench.testbed.name(port)));
            row.addAll(delays.row());
            rows.add(row);
            if (!delays.micros().isEmpty()) {
                series.add(delays.distribution(burden));
                figures.add(new Figure("join delay, " + burden, "µs", Figure.Better.LOWER, delays.micros()));
            }
        }
        Map<String, String> parameters = Procedure.parameters(bench, List.of(TestStream.SMALLEST), 1);
        parameters.put("method", "A");
        parameters.put("offered load", Numbers.text(bench.profile.joinLoad()) + " frames a second");
        burden(bench, parameters);
        List<String> columns = new ArrayList<>(List.of("burden", "egress"));
        columns.addAll(Delays.COLUMNS);
        return result(
                bench,
                parameters,
                List.of(new Table("Group join delay", columns, rows)),
                List.of(Delays.plot("burdened-join-delay", "Join delay without and with burden", series)),
                figures,
                check);
    }

    private static Delays burdened(Bench bench, int port) throws InterruptedException {
        if (!bench.establishBurden()) {
            return new Delays(List.of(), bench.profile.joinRounds(), 0);
        }
        return new JoinAttempts(bench, TestStream.SMALLEST, bench.burden()).methodA(port);
    }

    /** What RFC 3918 wants to know of the burden. */
    static void burden(Bench bench, Map<String, String> parameters) {
        parameters.put(
                "burden load", Numbers.text(bench.profile.burdenLoad()) + " frames a second from each burden port");
        parameters.put(
                "burden ports",
                String.join(
                        ", ",
                        bench.burdenPorts().stream().map(bench.testbed::name).toList()));
    }
}
