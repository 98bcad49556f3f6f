package io.umbel.perf.rfc3918;

import io.umbel.perf.gen.FlowFigures;
import io.umbel.perf.gen.GroupMembership;
import io.umbel.perf.gen.TestStream;
import io.umbel.perf.gen.Tester;
import io.umbel.perf.gen.TrialPlan;
import io.umbel.perf.gen.TrialResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What the procedures have in common: the testbed, the device, and streams that are sent from the ingress to groups that the egresses have
 * joined. Procedures come one after the other, in one thread.
 */
public final class Bench {
    /** Source-specific groups, where hosts can join those; otherwise others. */
    private static final int FIRST_SOURCE_SPECIFIC = 0xe801_0000;

    private static final int FIRST_ANY_SOURCE = 0xef01_0000;

    /** Groups for joins and leaves lie beyond those of forwarding. */
    private static final int FRESH = 0x10_0000;

    /** Those of the burden beyond these. */
    private static final int BURDEN = 0x20_0000;

    private static final Duration PROBE = Duration.ofMillis(200);
    private static final int PROBES_A_GROUP = 3;
    private static final double WARM_RATE = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final Testbed testbed;
    final Tester tester;
    final DeviceUnderTest dut;
    final Profile profile;
    final Memory memory;
    private final Consumer<String> progress;
    private int fresh;
    private boolean warm;

    /** @param progress is told what happens, a few words at a time */
    public Bench(Testbed testbed, DeviceUnderTest dut, Profile profile, Memory memory, Consumer<String> progress) {
        this.testbed = testbed;
        this.tester = testbed.tester();
        this.dut = dut;
        this.profile = profile;
        this.memory = memory;
        this.progress = progress;
    }

    /** Has the tester send and receive for a while without a device, if it has not yet, so that its code is compiled. */
    public void warmUp() throws InterruptedException {
        if (!warm && !testbed.loop().isEmpty()) {
            tell("warming the tester up");
            int from = testbed.loop().getFirst();
            TestStream stream = TestStream.of(
                            testbed.address(from),
                            forwardingGroup(0),
                            TestStream.SMALLEST,
                            WARM_RATE,
                            testbed.loop().getLast())
                    .sentBy(from);
            tester.run(new TrialPlan(List.of(stream), profile.latencyTrial(), profile.settle(), true));
        }
        warm = true;
    }

    void tell(String what) {
        progress.accept(what);
    }

    /** As {@link Memory#recall}, of this device. */
    <T> T recall(String name, Class<T> type, Memory.Finding<T> finding) throws InterruptedException {
        return memory.recall(dut.name() + "/" + name, type, finding);
    }

    int[] egressPorts() {
        return testbed.egress().stream().mapToInt(Integer::intValue).toArray();
    }

    /** A group whose streams are forwarded by route or report. */
    int forwardingGroup(int number) {
        return firstGroup() + number;
    }

    private int firstGroup() {
        return testbed.igmpVersion() == 3 ? FIRST_SOURCE_SPECIFIC : FIRST_ANY_SOURCE;
    }

    /** A group that nobody has joined yet. */
    int freshGroup() {
        return firstGroup() + FRESH + fresh++;
    }

    /** The group of the burden that a port sends. */
    int burdenGroup(int port) {
        return firstGroup() + BURDEN + port;
    }

    /** A membership in a group whose stream the ingress sends. */
    GroupMembership membership(int group) {
        return membership(group, testbed.ingress());
    }

    GroupMembership membership(int group, int sender) {
        return testbed.igmpVersion() == 3
                ? new GroupMembership(group, testbed.address(sender))
                : GroupMembership.anySource(group);
    }

    /** The routes that a device needs which is not told by IGMP. */
    public List<DeviceUnderTest.Route> routes() {
        List<DeviceUnderTest.Route> routes = new ArrayList<>();
        for (int i = 0; i < profile.mostGroups(); i++) {
            routes.add(new DeviceUnderTest.Route(
                    testbed.address(testbed.ingress()), forwardingGroup(i), testbed.ingress(), testbed.egress()));
        }
        for (int from : burdenPorts()) {
            routes.add(
                    new DeviceUnderTest.Route(testbed.address(from), burdenGroup(from), from, burdenReceivers(from)));
        }
        return routes;
    }

    /** The ports of the burden: all egresses but the first. */
    List<Integer> burdenPorts() {
        return testbed.egress().subList(1, testbed.egress().size());
    }

    private List<Integer> burdenReceivers(int from) {
        return burdenPorts().stream().filter(port -> port != from).toList();
    }

    /** The burden: from each of its ports to all others. */
    List<TestStream> burden() {
        return burdenPorts().stream()
                .map(from -> TestStream.of(
                                testbed.address(from),
                                burdenGroup(from),
                                TestStream.SMALLEST,
                                profile.burdenLoad(),
                                burdenReceivers(from).stream()
                                        .mapToInt(Integer::intValue)
                                        .toArray())
                        .sentBy(from))
                .toList();
    }

    /** Has the burden's receivers join, and sees that it flows. */
    boolean establishBurden() throws InterruptedException {
        for (int from : burdenPorts()) {
            for (int to : burdenReceivers(from)) {
                tester.join(to, List.of(membership(burdenGroup(from), from)));
            }
        }
        return awaitAll(burden());
    }

    /** Streams of equal rates that make up a load, one after the other, to the first so many forwarding groups. */
    List<TestStream> streams(int groups, int size, double load, int... expectedAt) {
        return IntStream.range(0, groups)
                .mapToObj(i -> TestStream.of(
                                testbed.address(testbed.ingress()), forwardingGroup(i), size, load / groups, expectedAt)
                        .sentBy(testbed.ingress())
                        .delayed((long) (i * 1e9 / load)))
                .toList();
    }

    /**
     * Has the hosts at some ports join groups, and sends to them until a frame of each group has come to each port: the
     * joins are verified, and the device is primed.
     *
     * @return false if that did not come about
     */
    boolean establish(List<Integer> groups, int... ports) throws InterruptedException {
        for (int port : ports) {
            tester.join(port, groups.stream().map(this::membership).toList());
        }
        double rate = PROBES_A_GROUP / (PROBE.toNanos() / 1e9);
        return awaitAll(IntStream.range(0, groups.size())
                .mapToObj(i -> TestStream.of(
                                testbed.address(testbed.ingress()), groups.get(i), TestStream.SMALLEST, rate, ports)
                        .sentBy(testbed.ingress())
                        .delayed((long) (i * 1e9 / (rate * groups.size()))))
                .toList());
    }

    /** The forwarding groups, at all egresses. */
    boolean establishForwarding(int groups) throws InterruptedException {
        return establish(
                IntStream.range(0, groups).mapToObj(this::forwardingGroup).toList(), egressPorts());
    }

    private boolean awaitAll(List<TestStream> streams) throws InterruptedException {
        long begin = System.nanoTime();
        boolean again = false;
        while (System.nanoTime() - begin < PATIENCE.toNanos()) {
            TrialResult probe = tester.run(new TrialPlan(streams, PROBE, PROBE, false));
            List<FlowFigures> missing = probe.flows().stream()
                    .filter(flow -> flow.expected() > 0 && flow.received() == 0)
                    .toList();
            if (missing.isEmpty() && probe.received() > 0) {
                return true;
            }
            // A report can be lost; every other time, so that those on their way are not repeated for nothing.
            if (again) {
                for (FlowFigures flow : missing) {
                    TestStream stream = streams.get(flow.stream());
                    tester.join(flow.port(), List.of(membership(stream.group(), stream.port())));
                }
            }
            again = !again;
        }
        return false;
    }

    /** The hosts at all egresses leave all groups, as RFC 3918 wants it after each test. */
    void leaveAll() {
        for (int port : testbed.egress()) {
            tester.leaveAll(port);
        }
    }

    /** Carries out a trial of a load to the forwarding groups. */
    TrialResult forward(int groups, int size, double load, Duration duration, boolean latencies)
            throws InterruptedException {
        return tester.run(
                new TrialPlan(streams(groups, size, load, egressPorts()), duration, profile.settle(), latencies));
    }

    /** As a measurer of searches; a load that the tester cannot keep counts as lost. */
    Measurement measure(int size, double load, Duration duration) throws InterruptedException {
        TrialResult trial = forward(profile.groups(), size, load, duration, false);
        boolean kept = trial.loadKept() >= MethodCheck.LOAD_KEPT;
        double loss = kept ? trial.lossRatio() : Math.max(trial.lossRatio(), 1 - trial.loadKept());
        return new Measurement(load, duration, loss, trial.forwardingRate(), kept);
    }
}
