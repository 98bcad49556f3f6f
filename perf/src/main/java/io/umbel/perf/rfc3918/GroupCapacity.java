package io.umbel.perf.rfc3918;

import io.umbel.perf.gen.TestStream;
import io.umbel.perf.gen.TrialPlan;
import io.umbel.perf.gen.TrialResult;
import io.umbel.perf.report.Figure;
import io.umbel.perf.report.Numbers;
import io.umbel.perf.report.Result;
import io.umbel.perf.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** RFC 3918 section 7.1. */
final class GroupCapacity implements Procedure {
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final int FRAMES_A_GROUP = 3;

    /** A step of the test. */
    record Step(int groups, long sent, long received, boolean passed) {}

    /** What the whole found: the last number that passed, and whether a higher one failed. */
    record Capacity(int groups, boolean exhausted, List<Step> steps, boolean corrupt) {}

    @Override
    public String id() {
        return "group-capacity";
    }

    @Override
    public String section() {
        return "7.1";
    }

    @Override
    public String title() {
        return "Multicast group capacity (MGC)";
    }

    @Override
    public String about() {
        return "How many groups the device forwards at a time. All egresses join so many groups; the number passes if a frame of each group "
                + "comes to each egress; then more are added.";
    }

    @Override
    public DeviceUnderTest.Mode mode() {
        return DeviceUnderTest.Mode.IGMP;
    }

    /** What was found of the device, or is found now. */
    static Capacity found(Bench bench) throws InterruptedException {
        return bench.recall("group-capacity/steps", Capacity.class, () -> measure(bench));
    }

    private static Capacity measure(Bench bench) throws InterruptedException {
        List<Integer> groups = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        int passed = 0;
        boolean failed = false;
        boolean corrupt = false;
        while (!failed && groups.size() < bench.profile.capacityMost()) {
            int more = Math.min(bench.profile.capacityStep(), bench.profile.capacityMost() - groups.size());
            List<Integer> added =
                    IntStream.range(0, more).mapToObj(_ -> bench.freshGroup()).toList();
            groups.addAll(added);
            bench.tell("%,d groups".formatted(groups.size()));
            boolean joined = bench.establish(added, bench.egressPorts());
            TrialResult sweep = bench.tester.run(sweep(bench, groups));
            failed = !joined || sweep.flows().stream().anyMatch(flow -> flow.expected() > 0 && flow.received() == 0);
            corrupt |= sweep.corrupt() > 0;
            passed = failed ? passed : groups.size();
            steps.add(new Step(groups.size(), sweep.sent(), sweep.received(), !failed));
        }
        bench.leaveAll();
        return new Capacity(passed, failed, steps, corrupt);
    }

    private static TrialPlan sweep(Bench bench, List<Integer> groups) {
        double rate = FRAMES_A_GROUP / (SWEEP.toNanos() / 1e9);
        int source = bench.testbed.address(bench.testbed.ingress());
        return new TrialPlan(
                IntStream.range(0, groups.size())
                        .mapToObj(i -> TestStream.of(
                                        source, groups.get(i), TestStream.SMALLEST, rate, bench.egressPorts())
                                .sentBy(bench.testbed.ingress())
                                .delayed((long) (i * 1e9 / (rate * groups.size()))))
                        .toList(),
                SWEEP,
                bench.profile.settle(),
                false);
    }

    @Override
    public Result run(Bench bench) throws InterruptedException {
        Capacity found = found(bench);
        Map<String, String> parameters = Procedure.parameters(
                bench, List.of(TestStream.SMALLEST), bench.testbed.egress().size());
        parameters.put("offered load", FRAMES_A_GROUP + " frames a second to each group");
        parameters.put("step", Numbers.text(bench.profile.capacityStep()) + " groups");
        MethodCheck check = new MethodCheck();
        if (found.corrupt()) {
            check.fails("frames arrived altered");
        }
        if (!found.exhausted()) {
            check.departs("stopped at " + Numbers.text(bench.profile.capacityMost())
                    + " groups, where the profile ends: the capacity is at least that");
        }
        check.departs("one frame size only");
        return result(
                bench,
                parameters,
                List.of(new Table(
                        "Frames of " + TestStream.SMALLEST + " octets",
                        List.of("groups per egress", "frames sent", "frames received", "result"),
                        found.steps().stream()
                                .map(step -> List.of(
                                        Numbers.text(step.groups()),
                                        Numbers.text(step.sent()),
                                        Numbers.text(step.received()),
                                        step.passed() ? "passed" : "failed"))
                                .toList())),
                List.of(),
                List.of(new Figure("group capacity", "groups", Figure.Better.HIGHER, List.of((double) found.groups()))),
                check);
    }
}
