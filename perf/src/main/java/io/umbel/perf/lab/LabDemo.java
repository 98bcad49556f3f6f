package io.umbel.perf.lab;

import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.SharedDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The demonstration with real hosts, in the lab. Needs root. */
final class LabDemo {
    private static final int INTERRUPTED = 130;
    private static final long GLANCE_MILLIS = 100;
    /** After so long without a datagram, what is missing is lost. */
    private static final long QUIET_MILLIS = 2_000;
    /** Time for what should not come (duplicates), and for the appliance's counters to catch up. */
    private static final long AFTERMATH_MILLIS = 300;

    private final PrintStream out;
    private final Path home;
    private final Stream stream;
    private final DemoCommand.Device device;
    private final @Nullable Path configuration;

    LabDemo(PrintStream out, Path home, Stream stream, DemoCommand.Device device, @Nullable Path configuration) {
        this.out = out;
        this.home = home;
        this.stream = stream;
        this.device = device;
        this.configuration = configuration;
    }

    /** Runs it and returns the exit status. */
    int run() throws IOException, InterruptedException, ExecutionException {
        try (Lab lab = Lab.build(home)) {
            try {
                return run(lab);
            } catch (RuntimeException | IOException | ExecutionException e) {
                if (lab.isInterrupted()) {
                    return INTERRUPTED;
                }
                throw e;
            }
        }
    }

    private int run(Lab lab) throws IOException, InterruptedException, ExecutionException {
        try (Appliance appliance = startAppliance(lab)) {
            List<Receiver> receivers = new ArrayList<>();
            List<Future<Reception>> receptions = new ArrayList<>();
            for (Host host : lab.receivers()) {
                Receiver receiver = new Receiver(stream, host);
                receivers.add(receiver);
                receptions.add(host.start(receiver));
            }
            for (int i = 0; i < receivers.size(); i++) {
                if (!receivers.get(i).awaitJoined()) {
                    // Says why, if it failed.
                    receptions.get(i).cancel(true);
                    receptions.get(i).get();
                }
            }
            Sender sender = new Sender(stream, lab.sender().address());
            out.printf(
                    Locale.ROOT,
                    "  sending %,d datagrams of %d octets to 239.1.1.1, %,d a second%n",
                    stream.count(),
                    stream.payload(),
                    stream.rate());
            Future<Integer> sending = lab.sender().start(sender);
            watch(sender, sending, receivers);
            int sent = sending.get();
            receivers.forEach(Receiver::finish);
            List<Reception> seen = new ArrayList<>();
            for (Future<Reception> reception : receptions) {
                seen.add(reception.get());
            }
            DemoReport report = new DemoReport(sent, seen, settledCounters(lab));
            int status = appliance.stop();
            report.print(out);
            return verdict(report, status, appliance);
        }
    }

    private Appliance startAppliance(Lab lab) throws IOException, InterruptedException {
        if (device != DemoCommand.Device.af_packet) {
            Appliance appliance = Appliance.start(lab, home, configuration("af_xdp"));
            if (appliance.isReady()) {
                return introduce(appliance, "AF_XDP");
            }
            appliance.close();
            if (device == DemoCommand.Device.af_xdp || configuration != null) {
                throw notReady(appliance);
            }
            out.println("  AF_XDP does not work here (" + appliance.lastWords() + "); trying AF_PACKET");
        }
        Appliance appliance = Appliance.start(lab, home, configuration("af_packet"));
        if (!appliance.isReady()) {
            appliance.close();
            throw notReady(appliance);
        }
        return introduce(appliance, "AF_PACKET");
    }

    /**
     * What the appliance counted, when that no longer changes: the counters are not all read at one instant, and the last
     * IGMP messages of the receivers may still be on their way.
     */
    private static CounterSnapshot settledCounters(Lab lab) throws InterruptedException {
        SharedDirectory directory = new SharedDirectory(lab.sharedDirectory());
        CounterSnapshot before = CounterSnapshot.take(directory);
        while (true) {
            Thread.sleep(GLANCE_MILLIS);
            CounterSnapshot now = CounterSnapshot.take(directory);
            if (now.equals(before)) {
                return now;
            }
            before = now;
        }
    }

    private Path configuration(String kind) {
        return configuration == null ? home.resolve("dpdk-scripts/demo-" + kind + ".yaml") : configuration;
    }

    private static IllegalStateException notReady(Appliance appliance) {
        return new IllegalStateException("the appliance did not start; it said:\n" + appliance.output());
    }

    private Appliance introduce(Appliance appliance, String kind) {
        out.println("""
                  sender ----- west .-----------. east1 ----- east1
                  10.0.1.2          | appliance | east2 ----- east2
                                    '-----------' east3 ----- east3

                  %s on veth pairs; the appliance is a process of its own
                """.formatted(configuration == null ? kind : "configured by " + configuration));
        return appliance;
    }

    /** Shows progress until the sender is done and nothing more arrives. */
    private void watch(Sender sender, Future<Integer> sending, List<Receiver> receivers) throws InterruptedException {
        Progress progress = new Progress(out);
        long total = -1;
        long lastArrival = System.nanoTime();
        while (!sending.isDone() || (!allReceived(receivers) && isRecent(lastArrival))) {
            long now = receivers.stream().mapToLong(Receiver::received).sum();
            if (now != total || !sending.isDone()) {
                total = now;
                lastArrival = System.nanoTime();
            }
            progress.show(state(sender, receivers));
            Thread.sleep(GLANCE_MILLIS);
        }
        Thread.sleep(AFTERMATH_MILLIS);
        progress.end(state(sender, receivers));
    }

    private boolean allReceived(List<Receiver> receivers) {
        return receivers.stream().allMatch(receiver -> receiver.received() == stream.count());
    }

    private static boolean isRecent(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime) < QUIET_MILLIS;
    }

    private static String state(Sender sender, List<Receiver> receivers) {
        return String.format(Locale.ROOT, "sent %,d; received ", sender.sent())
                + receivers.stream()
                        .map(receiver -> String.format(Locale.ROOT, "%,d", receiver.received()))
                        .collect(Collectors.joining(" | "));
    }

    private int verdict(DemoReport report, int applianceStatus, Appliance appliance) {
        out.println("  the appliance stopped with exit status " + applianceStatus + ": " + appliance.lastWords());
        int status = applianceStatus == 0 ? report.verdict(out) : 1;
        if (status != 0) {
            out.println("The appliance said:");
            out.println(appliance.output());
        }
        return status;
    }
}
