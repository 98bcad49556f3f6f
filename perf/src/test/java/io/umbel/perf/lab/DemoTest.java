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
    void hostsJoinAndLeaveAndLoseNothing(String device) throws Exception {
        try (RunningDemo demo = RunningDemo.start("--seconds", "6", "--rate", "500", "--device", device)) {
            assertEquals(0, demo.exitStatus(), demo::output);
            assertAll(
                    () -> assertTold(demo, "east1 +joins 239.1.1.1 +its kernel sends an IGMPv3 report"),
                    () -> assertTold(demo, "east3 +joins 10.0.1.2,232.1.1.1 +its kernel sends an IGMPv3 report"),
                    () -> assertTold(demo, "east3 +joins 239.1.1.1 +first datagram [0-9.,]+ ms after the report"),
                    () -> assertTold(demo, "east2 +has the last on its link +[12],[0-9.]+ ms after the report; .*"),
                    () -> assertTrue(demo.output().contains("Nothing was lost, and every sum agrees."), demo::output));
            assertNothingIsLeft(demo);
        }
    }

    @Test
    void withoutRootACaptureIsForwarded() throws Exception {
        try (RunningDemo demo = RunningDemo.startAsNobody("--seconds", "6", "--rate", "500")) {
            assertEquals(0, demo.exitStatus(), demo::output);
            // Behind what Java says of the packet loop's module.
            assertTrue(demo.output().contains("\nWithout root"), demo::output);
            assertTrue(demo.output().contains("Nothing was lost, and every sum agrees."), demo::output);
        }
    }

    @Test
    void aMemberThatIsNotHeardIsReported(@TempDir Path directory) throws Exception {
        Path configuration = directory.resolve("deaf.yaml");
        String hearing = Files.readString(HOME.resolve("dpdk-scripts/igmp-af_packet.yaml"));
        Files.writeString(configuration, hearing.replace("10.1.1.1/24, igmp: {}", "10.1.1.1/24"));
        try (RunningDemo demo =
                RunningDemo.start("--seconds", "6", "--rate", "500", "--config", configuration.toString())) {
            assertEquals(1, demo.exitStatus(), demo::output);
            assertTold(demo, "east1 239.1.1.1 +0 +3,000 +0 +0");
            assertTrue(demo.output().contains("WRONG  east1 joined 239.1.1.1, and nothing came"), demo::output);
            assertNothingIsLeft(demo);
        }
    }

    @Test
    void streamsThatNobodyAskedForAreReported(@TempDir Path directory) throws Exception {
        Path configuration = directory.resolve("generous.yaml");
        String asked = Files.readString(HOME.resolve("dpdk-scripts/igmp-af_packet.yaml"));
        Files.writeString(
                configuration,
                asked + "static-mroutes: [{ source: 10.0.1.3, group: 232.1.1.1, iif: west, oifs: [east3] }]\n");
        try (RunningDemo demo =
                RunningDemo.start("--seconds", "6", "--rate", "500", "--config", configuration.toString())) {
            assertEquals(1, demo.exitStatus(), demo::output);
            assertTold(
                    demo,
                    "WRONG  datagrams on the link of east3 that nobody there wants 300 is not as it should be, 0");
        }
    }

    @Test
    void itStaysUpWhenToldTo() throws Exception {
        try (RunningDemo demo = RunningDemo.start("--seconds", "6", "--rate", "500", "--keep")) {
            demo.awaitLine("Until Ctrl-C everything stays up");
            assertFalse(demo.appliance().isEmpty(), demo::output);
            demo.awaitShown("mroute", "10.0.1.2  239.1.1.1  C      west");
            demo.signal("INT");
            assertTrue(demo.exitStatus() > 128, demo::output);
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
        try (RunningDemo demo = RunningDemo.start("--seconds", "1000")) {
            demo.awaitLine("begins");
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
        try (RunningDemo demo = RunningDemo.start("--seconds", "1000")) {
            demo.awaitLine("begins");
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
        try (RunningDemo one = RunningDemo.start("--seconds", "6", "--rate", "500");
                RunningDemo other = RunningDemo.start("--seconds", "6", "--rate", "500")) {
            assertEquals(0, one.exitStatus(), one::output);
            assertEquals(0, other.exitStatus(), other::output);
        }
    }

    /** One of its lines, but for the time and what is before it, is that. */
    private static void assertTold(RunningDemo demo, String regex) {
        assertTrue(demo.output().lines().anyMatch(line -> line.matches("( +[0-9.]+ s)? +" + regex)), demo::output);
    }

    private static void assertNothingIsLeft(RunningDemo demo) throws Exception {
        assertAll(
                () -> assertEquals(List.of(), demo.namespaces(), "namespaces"),
                () -> assertEquals(List.of(), demo.appliance(), "processes"),
                () -> assertFalse(Files.exists(demo.sharedDirectory()), "shared files"));
    }
}
