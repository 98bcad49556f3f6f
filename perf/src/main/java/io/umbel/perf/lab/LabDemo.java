package io.umbel.perf.lab;

import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.SharedDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The demonstration with real hosts, in the lab. Needs root. */
final class LabDemo {
    private static final int INTERRUPTED = 130;
    private static final long GLANCE_MILLIS = 100;

    private final PrintStream out;
    private final Path home;
    private final Stream stream;
    private final DemoCommand.Device device;
    private final @Nullable Path configuration;
    private final boolean keep;

    /**
     * @param configuration of the appliance, in place of its own
     * @param keep whether to stay up when all is shown, until Ctrl-C
     */
    LabDemo(
            PrintStream out,
            Path home,
            Stream stream,
            DemoCommand.Device device,
            @Nullable Path configuration,
            boolean keep) {
        this.out = out;
        this.home = home;
        this.stream = stream;
        this.device = device;
        this.configuration = configuration;
        this.keep = keep;
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
        // Before the appliance, so that no query of its is missed.
        try (LinkTaps taps = LinkTaps.open(lab.receivers());
                Appliance appliance = startAppliance(lab)) {
            LiveScenario scenario = new LiveScenario(lab, taps, out, stream);
            scenario.play();
            CounterSnapshot counters = settledCounters(lab);
            scenario.draw();
            DemoReport report = scenario.report(counters);
            report.print(out);
            if (keep) {
                report.verdict(out);
                stayUp(lab);
            }
            return verdict(report, appliance.stop(), appliance);
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
        return configuration == null ? home.resolve("dpdk-scripts/igmp-" + kind + ".yaml") : configuration;
    }

    private static IllegalStateException notReady(Appliance appliance) {
        return new IllegalStateException("the appliance did not start; it said:\n" + appliance.output());
    }

    private Appliance introduce(Appliance appliance, String kind) {
        out.println("""
                  sender ----- west .-----------. east1 ----- east1
                  10.0.1.2          | appliance | east2 ----- east2
                  10.0.1.3          '-----------' east3 ----- east3

                  %s on veth pairs; the appliance is a process of its own
                """.formatted(configuration == null ? kind : "configured by " + configuration));
        return appliance;
    }

    /** The streams flow on to hosts that have joined, for whoever wants to look at it all, until Ctrl-C. */
    private void stayUp(Lab lab) throws InterruptedException, ExecutionException {
        Stream endless = Stream.to(
                stream.group(), stream.port(), Integer.MAX_VALUE, Math.min(stream.rate(), 1000), stream.payload());
        List<Future<?>> running = new ArrayList<>();
        for (Host host : lab.receivers()) {
            running.add(host.start(new Listener(Membership.ofGroup(endless.group()), endless.port(), host)));
        }
        running.add(lab.sender().start(new Sender(endless, lab.sender().address())));
        out.println();
        out.println("Until Ctrl-C everything stays up, and the stream flows on to all three receivers.");
        out.println("  namespaces        " + lab.namespaces());
        out.println("  shared directory  " + lab.sharedDirectory());
        Path socket = new SharedDirectory(lab.sharedDirectory()).apiSocket();
        out.println("  ask it            ./umbel show mroute --socket " + socket);
        out.println("                    curl --unix-socket " + socket + " http://umbel/v1/mfes");
        out.println("  in a browser      socat TCP-LISTEN:8040,bind=127.0.0.1,fork UNIX-CONNECT:" + socket
                + ", then http://127.0.0.1:8040/");
        for (Future<?> each : running) {
            each.get();
        }
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
