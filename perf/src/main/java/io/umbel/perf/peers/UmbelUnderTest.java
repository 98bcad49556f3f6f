package io.umbel.perf.peers;

import io.umbel.perf.lab.Appliance;
import io.umbel.perf.lab.Lab;
import io.umbel.perf.rfc3918.DeviceUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our appliance, a process of its own in its namespace of the lab. What it forwards, hosts tell it by IGMP. */
final class UmbelUnderTest implements DeviceUnderTest {
    private final Lab lab;
    private final Path home;
    private final Path work;
    private final String device;
    private final int igmpVersion;
    private @Nullable Appliance appliance;

    /** @param work a directory for its configuration */
    UmbelUnderTest(Lab lab, Path home, Path work, String device, int igmpVersion) {
        this.lab = lab;
        this.home = home;
        this.work = work;
        this.device = device;
        this.igmpVersion = igmpVersion;
    }

    @Override
    public String name() {
        return "umbel";
    }

    @Override
    public Map<String, String> description() {
        Map<String, String> description = new LinkedHashMap<>();
        description.put(
                "umbel: forwarding",
                "umbel run, one worker, idle: backoff, DPDK 22.11 net_" + device
                        + " on veth; the processes run with nice -10");
        description.put("umbel: how it knows", "IGMP, in all tests");
        description.put("umbel: configuration", configuration().strip());
        return description;
    }

    @Override
    public String leaveSettings() {
        return "last-member-query-interval 1 s, count 2; no immediate leave, no explicit tracking";
    }

    @Override
    public void start(Mode mode, List<Route> routes) throws IOException, InterruptedException {
        if (appliance != null) {
            return;
        }
        lab.makeBare();
        Path file = Files.writeString(work.resolve("umbel.yaml"), configuration());
        Appliance starting = Appliance.start(lab, home, file);
        appliance = starting;
        if (!starting.isReady()) {
            throw new IllegalStateException("the appliance did not start; it said: " + starting.output());
        }
    }

    private String configuration() {
        StringBuilder yaml =
                new StringBuilder("data-plane: { workers: 1, idle: backoff, huge-pages: auto }\ninterfaces:\n");
        String igmp = igmpVersion == 3 ? "{}" : "{ version: " + igmpVersion + " }";
        for (int link = 0; link < LabTestbed.LINKS; link++) {
            String devargs =
                    "net_" + device + link + ",iface=r" + link + (device.equals("af_packet") ? ",framecnt=4096" : "");
            yaml.append("  - { name: r%d, device: \"%s\", address: %s/24, igmp: %s }%n"
                    .formatted(link, devargs, link == 0 ? "10.0.1.1" : "10.1." + link + ".1", igmp));
        }
        return yaml.toString();
    }

    @Override
    public void stop() throws InterruptedException {
        Appliance running = appliance;
        appliance = null;
        if (running != null) {
            int status = running.stop();
            if (status != 0) {
                throw new IllegalStateException(
                        "the appliance ended with exit status " + status + "; it said: " + running.output());
            }
        }
    }
}
