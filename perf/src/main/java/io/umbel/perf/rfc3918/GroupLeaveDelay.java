package io.umbel.perf.rfc3918;

import io.umbel.perf.gen.TestStream;
import io.umbel.perf.gen.Tester;
import io.umbel.perf.gen.TrialPlan;
import io.umbel.perf.report.Figure;
import io.umbel.perf.report.Numbers;
import io.umbel.perf.report.Result;
import io.umbel.perf.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** RFC 3918 section 6.2. */
final class GroupLeaveDelay implements Procedure {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** So long without a frame, and a stream has stopped. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    private static final long BETWEEN_LEAVES_MILLIS = 20;

    /** The delays of each egress, in the order of the egresses. */
    record AllDelays(List<Delays> byEgress, double load) {}

    @Override
    public String id() {
        return "group-leave-delay";
    }

    @Override
    public String section() {
        return "6.2";
    }

    @Override
    public String title() {
        return "Group leave delay (GLD)";
    }

    @Override
    public String about() {
        return "How long a stream still comes to a host that has left it: from the last bit of the leave to the last of the stream. A router "
                + "that asks whether others want the stream takes as long as it is told to wait for answers.";
    }

    @Override
    public DeviceUnderTest.Mode mode() {
        return DeviceUnderTest.Mode.IGMP;
    }

    private AllDelays measure(Bench bench) throws InterruptedException {
        int rounds = bench.profile.joinRounds();
        double each = bench.profile.joinLoad() / rounds;
        List<Integer> groups =
                IntStream.range(0, rounds).mapToObj(_ -> bench.freshGroup()).toList();
        boolean joined = bench.establish(groups, bench.egressPorts());
        List<TestStream> streams = IntStream.range(0, rounds)
                .mapToObj(i -> TestStream.of(
                                bench.testbed.address(bench.testbed.ingress()),
                                groups.get(i),
                                TestStream.SMALLEST,
                                each)
                        .sentBy(bench.testbed.ingress())
                        .delayed((long) (i * 1e9 / bench.profile.joinLoad())))
                .toList();
        bench.tester.begin(new TrialPlan(streams, PATIENCE, Duration.ZERO, false));
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LEAVES_MILLIS * 5);
        for (int group : groups) {
            for (int port : bench.testbed.egress()) {
                bench.tester.leave(port, List.of(bench.membership(group)));
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LEAVES_MILLIS);
        }
        long begin = System.nanoTime();
        while (!isQuiet(bench) && System.nanoTime() - begin < PATIENCE.toNanos()) {
            Tester.sleep();
        }
        bench.tester.stop();
        bench.tester.finish();
        long quietSince = System.nanoTime() - QUIET_NANOS;
        List<Delays> all = new ArrayList<>();
        for (int port : bench.testbed.egress()) {
            all.add(
                    joined
                            ? Delays.ofLeaves(bench.tester.sightings(port), quietSince)
                            : new Delays(List.of(), rounds, 0));
        }
        return new AllDelays(all, each);
    }

    private static boolean isQuiet(Bench bench) {
        long since = System.nanoTime() - QUIET_NANOS;
        return bench.testbed.egress().stream()
                .flatMap(port -> bench.tester.sightings(port).stream())
                .allMatch(seen -> seen.lastAt() < since);
    }

    @Override
    public Result run(Bench bench) throws InterruptedException {
        bench.tell("leaving");
        AllDelays found = bench.recall(id() + "/delays", AllDelays.class, () -> measure(bench));
        MethodCheck check = new MethodCheck();
        List<List<String>> rows = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < found.byEgress().size(); i++) {
            Delays delays = found.byEgress().get(i);
            delays.check(check);
            List<String> row = new ArrayList<>(
                    List.of(bench.testbed.name(bench.testbed.egress().get(i)), bench.dut.leaveSettings()));
            row.addAll(delays.row());
            rows.add(row);
            all.addAll(delays.micros());
        }
        Map<String, String> parameters = Procedure.parameters(
                bench, List.of(TestStream.SMALLEST), bench.testbed.egress().size());
        parameters.put(
                "groups", bench.profile.joinRounds() + ", which are left " + BETWEEN_LEAVES_MILLIS + " ms apart");
        parameters.put(
                "offered load",
                Numbers.text(found.load())
                        + " frames a second to each group: the delay cannot be told more exactly than "
                        + Numbers.text(1e6 / found.load()) + " µs");
        parameters.put("last-member settings", bench.dut.leaveSettings());
        check.departs("not at the throughput of the device but at the load that is named");
        check.departs("one frame size only");
        List<String> columns = new ArrayList<>(List.of("egress", "last-member settings"));
        columns.addAll(Delays.COLUMNS);
        return result(
                bench,
                parameters,
                List.of(new Table("Group leave delay by egress", columns, rows)),
                List.of(),
                all.isEmpty() ? List.of() : List.of(new Figure("group leave delay", "µs", Figure.Better.LOWER, all)),
                check);
    }
}
