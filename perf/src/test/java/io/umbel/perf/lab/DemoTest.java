package io.umbel.perf.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The demonstration end to end, as a process of its own. */
@LabTest
class DemoTest {
    private static final Path HOME = Path.of(System.getProperty("umbel.home"));

    @AfterEach
    void sweep() throws Exception {
        new ProcessBuilder(HOME.resolve("dpdk-scripts/lab").toString(), "sweep")
                .start()
                .waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "af_packet"})
    void aStreamReachesEveryReceiverWhole(String device) throws Exception {
        try (RunningDemo demo = RunningDemo.start("--count", "3000", "--rate", "3000", "--device", device)) {
            assertEquals(0, demo.exitStatus(), demo::output);
            assertTrue(demo.output().contains("Nothing was lost, and every sum agrees."), demo::output);
            assertNothingIsLeft(demo);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"af_xdp", "af_packet"})
    void hostsThatJoinGetTheStreamFromItsFirstPacketOn(String device) throws Exception {
        String configuration =
                HOME.resolve("dpdk-scripts/igmp-" + device + ".yaml").toString();
        try (RunningDemo demo = RunningDemo.start("--count", "1500", "--rate", "500", "--config", configuration)) {
            assertEquals(0, demo.exitStatus(), demo::output);
            assertTrue(demo.output().contains("held"), demo::output);
            assertNothingIsLeft(demo);
        }
    }

    @Test
    void withoutRootACaptureIsForwarded() throws Exception {
        try (RunningDemo demo = RunningDemo.startAsNobody("--count", "3000")) {
            assertEquals(0, demo.exitStatus(), demo::output);
            assertTrue(demo.output().startsWith("Without root"), demo::output);
            assertTrue(demo.output().contains("Nothing was lost, and every sum agrees."), demo::output);
        }
    }

    @Test
    void aBranchThatIsMissingIsReportedAsLoss(@TempDir Path directory) throws Exception {
        Path configuration = directory.resolve("two-branches.yaml");
        String threeBranches = Files.readString(HOME.resolve("dpdk-scripts/demo-af_packet.yaml"));
        Files.writeString(configuration, threeBranches.replace("[east1, east2, east3]", "[east1, east2]"));
        try (RunningDemo demo =
                RunningDemo.start("--count", "1000", "--rate", "3000", "--config", configuration.toString())) {
            assertEquals(1, demo.exitStatus(), demo::output);
            assertTrue(demo.output().lines().anyMatch(line -> line.matches(" +east3 +0 +1,000 +0 +0")), demo::output);
            assertTrue(
                    demo.output().contains("WRONG  frames forwarded, times 3 branches, 3,000 is not frames out 2,000"),
                    demo::output);
            assertNothingIsLeft(demo);
        }
    }

    @Test
    void aConfigurationThatIsRefusedIsShown(@TempDir Path directory) throws Exception {
        Path configuration = Files.writeString(directory.resolve("wrong.yaml"), "interfaces: none");
        try (RunningDemo demo = RunningDemo.start("--config", configuration.toString())) {
            assertEquals(1, demo.exitStatus(), demo::output);
            assertTrue(demo.output().contains("wrong.yaml"), demo::output);
            assertNothingIsLeft(demo);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void whenInterruptedItLeavesNothingBehind(String signal) throws Exception {
        try (RunningDemo demo = RunningDemo.start("--count", "1000000")) {
            demo.awaitLine("sending");
            demo.signal(signal);
            assertTrue(demo.exitStatus() > 128, demo::output);
            assertNothingIsLeft(demo);
        }
    }

    @Test
    void whenInterruptedWhileItIsBuiltItLeavesNothingBehind() throws Exception {
        try (RunningDemo demo = RunningDemo.start()) {
            demo.awaitNamespace();
            demo.signal("INT");
            assertTrue(demo.exitStatus() > 128, demo::output);
            assertNothingIsLeft(demo);
        }
    }

    @Test
    void whenKilledItsApplianceDiesAndTheNextLabClearsAway() throws Exception {
        try (RunningDemo demo = RunningDemo.start("--count", "1000000")) {
            demo.awaitLine("sending");
            List<ProcessHandle> appliance = demo.appliance();
            assertFalse(appliance.isEmpty());
            demo.signal("KILL");
            demo.exitStatus();
            for (ProcessHandle process : appliance) {
                process.onExit().get();
            }
            sweep();
            assertNothingIsLeft(demo);
        }
    }

    @Test
    void twoAtATimeDoNotMeet() throws Exception {
        try (RunningDemo one = RunningDemo.start("--count", "1000", "--rate", "1000");
                RunningDemo other = RunningDemo.start("--count", "1000", "--rate", "1000")) {
            assertEquals(0, one.exitStatus(), one::output);
            assertEquals(0, other.exitStatus(), other::output);
        }
    }

    private static void assertNothingIsLeft(RunningDemo demo) throws Exception {
        assertAll(
                () -> assertEquals(List.of(), demo.namespaces(), "namespaces"),
                () -> assertEquals(List.of(), demo.appliance(), "processes"),
                () -> assertFalse(Files.exists(demo.sharedDirectory()), "shared files"));
    }
}
