package io.umbel.perf.lab;

import io.umbel.dataplane.contract.Ipv4Address;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Measures in the lab how soon a host that joins a flowing stream gets it, and how long a host that leaves it still does.
 * Needs root.
 */
final class JoinBench {
    /** What is measured, and how often. */
    record Plan(Dut dut, String device, String idle, int joins, int leaves, int rate) {}

    /** What is between the sender and the hosts. */
    enum Dut {
        /** Our appliance. */
        umbel,
        /** Linux's forwarding, which FRR's pimd tells what hosts want. */
        kernel
    }

    private static final int PAYLOAD = 100;
    private static final int PORT = 5000;
    private static final int SOURCE_SPECIFIC_GROUP = Ipv4Address.parse("232.1.1.1");
    private static final int ANY_SOURCE_GROUP = Ipv4Address.parse("239.1.1.1");
    private static final long GLANCE_MILLIS = 100;

    /** It has no immediate leave: on the first receiver's link it asks once and waits a tenth of a second. */
    private static final String PIMD = """
            ip pim rp 10.0.1.1 224.0.0.0/4
            interface r0
             ip pim
             ip igmp
            interface r1
             ip pim
             ip igmp
             ip igmp last-member-query-count 1
             ip igmp last-member-query-interval 1
            interface r2
             ip pim
             ip igmp
            interface r3
             ip pim
             ip igmp
            """;

    /**
     * Hosts are tracked once every host has had the time to answer the startup queries (RFC 3376 section 8.6 and 8.7): two
     * intervals of 31.25 s and a response time of 10 s.
     */
    private static final long TRACKED_AFTER_NANOS = TimeUnit.SECONDS.toNanos(75);

    private final Path home;
    private final Plan plan;
    private final Consumer<String> progress;
    private final List<LatencyFigures> figures = new ArrayList<>();
    private final List<String> pictures = new ArrayList<>();
    private int repeated;

    JoinBench(Path home, Plan plan, Consumer<String> progress) {
        this.home = home;
        this.plan = plan;
        this.progress = progress;
    }

    JoinResult run() throws IOException, InterruptedException, ExecutionException {
        double loadBefore = load();
        try (Lab lab = Lab.build(home)) {
            if (plan.dut == Dut.umbel) {
                measureUmbel(lab);
            } else {
                measureKernel(lab);
            }
        }
        return new JoinResult(
                plan.dut == Dut.umbel ? "Umbel" : "Linux with FRR's pimd",
                plan.dut == Dut.umbel ? plan.device : "veth",
                plan.dut == Dut.umbel ? plan.idle : "as the kernel does it",
                plan.rate,
                loadBefore,
                load(),
                repeated,
                List.copyOf(figures),
                pictures);
    }

    private void measureUmbel(Lab lab) throws IOException, InterruptedException, ExecutionException {
        Path configuration = Files.createTempFile("umbel-bench-join", ".yaml");
        try {
            Files.writeString(configuration, configuration());
            try (Appliance appliance = Appliance.start(lab, home, configuration)) {
                if (!appliance.isReady()) {
                    throw new IllegalStateException("the appliance did not start; it said:\n" + appliance.output());
                }
                measure(lab, System.nanoTime());
            }
        } finally {
            Files.delete(configuration);
        }
    }

    private void measureKernel(Lab lab) throws IOException, InterruptedException, ExecutionException {
        Path directory = Files.createTempDirectory("umbel-bench-join");
        lab.makeRouter();
        try (Frr _ = Frr.start(lab::startInAppliance, directory, PIMD)) {
            Host quick = lab.receivers().get(0);
            Host asked = lab.receivers().get(2);
            Membership oneSource =
                    new Membership(SOURCE_SPECIFIC_GROUP, lab.sender().address());
            try (Flow flow = new Flow(lab, SOURCE_SPECIFIC_GROUP)) {
                JoinRounds.Latencies seen = flow.rounds(quick, oneSource, plan.joins, "source-specific joins");
                joins("IGMPv3 source-specific join", seen);
                leaves("leave, asks once, 0.1 s", seen.leave());
                if (plan.leaves > 0) {
                    seen = flow.rounds(asked, oneSource, plan.leaves, "leaves with the default last member time");
                    leaves("leave, default (asks 2 times, 1 s each)", seen.leave());
                }
            }
            try (Flow flow = new Flow(lab, ANY_SOURCE_GROUP)) {
                Membership anySource = Membership.ofGroup(ANY_SOURCE_GROUP);
                joins("IGMPv3 any-source join", flow.rounds(quick, anySource, plan.joins, "any-source joins"));
            }
        } finally {
            try (var files = Files.walk(directory)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private void measure(Lab lab, long started) throws InterruptedException, ExecutionException {
        Host believed = lab.receivers().get(0);
        Host tracked = lab.receivers().get(1);
        Host asked = lab.receivers().get(2);
        int source = lab.sender().address();
        Membership oneSource = new Membership(SOURCE_SPECIFIC_GROUP, source);
        try (Flow flow = new Flow(lab, SOURCE_SPECIFIC_GROUP)) {
            JoinRounds.Latencies seen = flow.rounds(believed, oneSource, plan.joins, "source-specific joins");
            joins("IGMPv3 source-specific join", seen);
            leaves("leave, immediate-leave", seen.leave());
            if (plan.leaves > 0) {
                seen = flow.rounds(asked, oneSource, plan.leaves, "leaves with the default last member time");
                leaves("leave, default (asks 2 times, 1 s each)", seen.leave());
            }
        }
        try (Flow flow = new Flow(lab, ANY_SOURCE_GROUP)) {
            Membership anySource = Membership.ofGroup(ANY_SOURCE_GROUP);
            joins("IGMPv3 any-source join", flow.rounds(believed, anySource, plan.joins, "any-source joins"));
            if (plan.leaves > 0) {
                awaitTracking(started);
                JoinRounds.Latencies seen = flow.rounds(tracked, anySource, plan.leaves, "leaves of tracked hosts");
                leaves("leave, explicit-tracking", seen.leave());
            }
        }
    }

    private void joins(String what, JoinRounds.Latencies seen) {
        figures.add(LatencyFigures.of(what + ": report to first datagram", seen.join()));
        figures.add(LatencyFigures.of(what + ": call to first datagram", seen.joinFromCall()));
        figures.add(LatencyFigures.of("  spacing of the stream then", seen.spacing()));
        pictures.add(JoinResult.picture(what + ": report to first datagram", seen.join()));
    }

    private void leaves(String what, Histogram nanos) {
        figures.add(LatencyFigures.of(what + ": report to last datagram", nanos));
    }

    private void awaitTracking(long started) throws InterruptedException {
        while (System.nanoTime() - started < TRACKED_AFTER_NANOS) {
            progress.accept("waiting until the appliance knows all hosts of the link: "
                    + TimeUnit.NANOSECONDS.toSeconds(TRACKED_AFTER_NANOS - (System.nanoTime() - started)) + " s");
            Thread.sleep(GLANCE_MILLIS);
        }
    }

    /** A stream that flows until it is closed. */
    private final class Flow implements AutoCloseable {
        private final Stream stream;
        private final Sender sender;
        private final Future<Integer> sending;

        Flow(Lab lab, int group) throws InterruptedException {
            this.stream = Stream.to(group, PORT, Integer.MAX_VALUE, plan.rate, PAYLOAD);
            this.sender = new Sender(stream, lab.sender().address());
            this.sending = lab.sender().start(sender);
            while (sender.sent() == 0 && !sending.isDone()) {
                Thread.sleep(GLANCE_MILLIS);
            }
        }

        JoinRounds.Latencies rounds(Host host, Membership membership, int count, String what)
                throws InterruptedException, ExecutionException {
            JoinRounds rounds = new JoinRounds(host, stream, membership, count);
            Future<JoinRounds.Latencies> latencies = host.start(rounds);
            while (!latencies.isDone()) {
                progress.accept("%s: %,d of %,d".formatted(what, rounds.done(), count));
                Thread.sleep(GLANCE_MILLIS);
            }
            repeated += rounds.repeated();
            return latencies.get();
        }

        @Override
        public void close() {
            sender.finish();
            try {
                sending.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the sender failed: " + e.getCause(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The appliance of the lab, each link of which believes a leave in another way. */
    private String configuration() {
        return """
                data-plane: { idle: %s }
                interfaces:
                  - { name: west, device: "%s", address: 10.0.1.1/24, igmp: {} }
                  - { name: east1, device: "%s", address: 10.1.1.1/24, igmp: { immediate-leave: on } }
                  - { name: east2, device: "%s", address: 10.1.2.1/24, igmp: { explicit-tracking: on } }
                  - { name: east3, device: "%s", address: 10.1.3.1/24, igmp: {} }
                """.formatted(plan.idle, device(0), device(1), device(2), device(3));
    }

    private String device(int link) {
        String device = "net_%s%d,iface=r%d".formatted(plan.device, link, link);
        return plan.device.equals("af_packet") ? device + ",framecnt=4096" : device;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
