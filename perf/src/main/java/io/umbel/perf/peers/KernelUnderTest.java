package io.umbel.perf.peers;

import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.perf.lab.Frr;
import io.umbel.perf.lab.Lab;
import io.umbel.perf.rfc3918.DeviceUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Linux's own multicast forwarding, in the appliance's namespace of the lab: with FRR's pimd where hosts tell it what to forward, with
 * smcroute where routes do.
 */
final class KernelUnderTest implements DeviceUnderTest {
    private static final String SMCROUTED = "smcrouted";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long GLANCE_MILLIS = 50;

    private final Lab lab;
    private final Path work;
    private final int igmpVersion;
    private @Nullable Mode running;
    private @Nullable Frr frr;
    private @Nullable Process smcroute;

    /** @param work a directory for its configurations */
    KernelUnderTest(Lab lab, Path work, int igmpVersion) {
        this.lab = lab;
        this.work = work;
        this.igmpVersion = igmpVersion;
    }

    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public Map<String, String> description() {
        Map<String, String> description = new LinkedHashMap<>();
        description.put(
                "kernel: forwarding",
                "Linux's IPv4 multicast routing on the same veth pairs, in the context of whoever sends");
        description.put(
                "kernel: how it knows", "FRR's pimd in the tests of IGMP (6.1, 6.2, 7.1, 8.2), smcroute in the others");
        description.put("kernel: FRR", Versions.ofPackage("frr"));
        description.put("kernel: smcroute", Versions.ofPackage("smcroute"));
        description.put("kernel: pimd.conf", pimdConfiguration().strip());
        return description;
    }

    @Override
    public String leaveSettings() {
        return "FRR's defaults: last-member-query-interval 1 s, count 2; no immediate leave";
    }

    @Override
    public void start(Mode mode, List<Route> routes) throws IOException, InterruptedException {
        if (mode == running) {
            return;
        }
        stop();
        lab.makeRouter();
        running = mode;
        if (mode == Mode.IGMP) {
            frr = Frr.start(this::start, work, pimdConfiguration());
        } else {
            startSmcroute(routes);
        }
    }

    private Process start(List<String> command) throws IOException {
        return lab.startInAppliance(command);
    }

    private String pimdConfiguration() {
        StringBuilder text = new StringBuilder();
        if (igmpVersion < 3) {
            // Any-source groups need a rendezvous point, which it can be itself.
            text.append("ip pim rp 10.0.1.1 224.0.0.0/4\n");
        }
        for (int link = 0; link < LabTestbed.LINKS; link++) {
            text.append("interface r%d%n ip pim%n ip igmp%n".formatted(link));
            if (igmpVersion < 3) {
                text.append(" ip igmp version 2\n");
            }
        }
        return text.toString();
    }

    private void startSmcroute(List<Route> routes) throws IOException, InterruptedException {
        Path file = work.resolve("smcroute.conf");
        StringBuilder text = new StringBuilder();
        for (Route route : routes) {
            text.append("mroute from r%d source %s group %s to %s%n"
                    .formatted(
                            route.from(),
                            Ipv4Address.format(route.source()),
                            Ipv4Address.format(route.group()),
                            route.to().stream().map(port -> "r" + port).collect(Collectors.joining(" "))));
        }
        Files.writeString(file, text);
        Process started = start(List.of(
                SMCROUTED,
                "-n",
                "-f",
                file.toString(),
                "-P",
                work.resolve("smcroute.pid").toString(),
                "-u",
                work.resolve("smcroute.sock").toString()));
        smcroute = started;
        long begin = System.nanoTime();
        while (installedRoutes() < routes.size()) {
            if (!started.isAlive() || System.nanoTime() - begin > PATIENCE_NANOS) {
                started.destroyForcibly();
                throw new IllegalStateException("smcroute did not install its routes; it said: "
                        + new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            }
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        }
    }

    private int installedRoutes() throws IOException, InterruptedException {
        Process list = start(List.of("cat", "/proc/net/ip_mr_cache"));
        int lines = (int) new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .count();
        list.waitFor();
        return lines - 1;
    }

    @Override
    public void stop() throws InterruptedException {
        Frr router = frr;
        frr = null;
        if (router != null) {
            router.kill();
            try {
                WorkDirectory.deleteAll(work.resolve("frr"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Process daemon = smcroute;
        smcroute = null;
        if (daemon != null) {
            // Its routes go with it.
            daemon.destroy();
            daemon.waitFor();
        }
        running = null;
    }
}
