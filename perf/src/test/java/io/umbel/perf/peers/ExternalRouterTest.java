package io.umbel.perf.peers;

import io.umbel.perf.lab.Host;
import io.umbel.perf.lab.Lab;
import io.umbel.perf.lab.LabTest;
import io.umbel.perf.lab.NetworkNamespace;
import io.umbel.perf.lab.UmbelProcess;
import io.umbel.perf.report.Report;
import io.umbel.perf.report.Result;
import io.umbel.perf.rfc3918.DeviceUnderTest;
import io.umbel.perf.rfc3918.Procedure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * {@code --dut external} as with two machines: all ports of the tester are in one namespace, and beyond them is a router of which the command knows
 * nothing, here Linux with FRR.
 */
@LabTest
class ExternalRouterTest {
    private static final Path HOME = Path.of(System.getProperty("umbel.home"));
    private static final long PATIENCE_SECONDS = 180;

    @Test
    void aRouterThatSomebodyElseRuns_isCarriedThroughAllTests(@TempDir Path directory) throws Exception {
        Path run = directory.resolve("run");
        // Not within the test's directory, which is nobody's but root's: FRR's daemons run as another user.
        try (WorkDirectory work = WorkDirectory.create();
                Lab lab = Lab.build(HOME)) {
            KernelUnderTest router = new KernelUnderTest(lab, work.path(), 3);
            router.start(DeviceUnderTest.Mode.IGMP, List.of());
            try {
                test(lab, run, directory.resolve("output"));
            } finally {
                router.stop();
            }
        }
        Report report = ReportFiles.read(run.resolve("report.json"));
        List<Result> results = report.results().stream()
                .filter(result -> result.dut().equals("external"))
                .toList();
        assertEquals(
                Procedure.all().stream().map(Procedure::id).collect(Collectors.toSet()),
                results.stream().map(Result::id).collect(Collectors.toSet()));
        assertEquals(List.of(20.0), samples(results, "group capacity"));
        assertEquals(3 * 2, samples(results, "group join delay, method A").size(), "two joins at each egress");
        assertTrue(samples(results, "NDR, 64 octets").getFirst() > 0, results::toString);
        for (double leave : samples(results, "group leave delay")) {
            assertTrue(leave > 1_000_000 && leave < 10_000_000, () -> "two questions, a second each: " + leave);
        }
        String html = Files.readString(run.resolve("report.html"));
        for (String said : List.of("a second, asked twice", "net_af_xdp1,iface=port1", "binary search, width")) {
            assertTrue(html.contains(said), said);
        }
    }

    private static void test(Lab lab, Path run, Path output) throws Exception {
        NetworkNamespace tester = lab.loop();
        List<Host> hosts = new ArrayList<>(List.of(lab.sender()));
        hosts.addAll(lab.receivers());
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", tester.name()));
        command.addAll(UmbelProcess.command(
                HOME, "lab", "run", "--profile", "tiny", "--search", "binary", "--dut", "external"));
        for (int port = 0; port < hosts.size(); port++) {
            Host host = hosts.get(port);
            String link = "port" + port;
            execute("ip", "-n", host.namespace().name(), "link", "set", "eth0", "netns", tester.name(), "name", link);
            execute("ip", "-n", tester.name(), "link", "set", link, "up", "arp", "off");
            String address = port == 0 ? "10.0.1.2" : "10.1." + port + ".2";
            command.addAll(List.of("--port", address + "@net_af_xdp" + port + ",iface=" + link));
        }
        command.addAll(List.of("--loop", "net_af_xdp4,iface=eth0", "--loop", "net_af_xdp5,iface=eth1"));
        command.addAll(List.of("--leave-settings", "a second, asked twice", "-o", run.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
        assertEquals(0, process.exitValue(), Files.readString(output));
    }

    private static List<Double> samples(List<Result> results, String figure) {
        return results.stream()
                .flatMap(result -> result.figures().stream())
                .filter(each -> each.name().equals(figure))
                .flatMap(each -> each.samples().stream())
                .toList();
    }

    private static void execute(String... command) throws Exception {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), () -> String.join(" ", command));
    }
}
