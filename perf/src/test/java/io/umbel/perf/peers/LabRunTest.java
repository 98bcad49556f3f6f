package io.umbel.perf.peers;

import io.umbel.perf.lab.LabTest;
import io.umbel.perf.lab.UmbelProcess;
import io.umbel.perf.report.Report;
import io.umbel.perf.report.Result;
import io.umbel.perf.report.Verdict;
import io.umbel.perf.rfc3918.Procedure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The whole command with the tiny profile: that all is carried out and reported, not what the figures are. */
@LabTest
class LabRunTest {
    private static final Path HOME = Path.of(System.getProperty("umbel.home"));
    private static final long PATIENCE_SECONDS = 180;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path directory;

    private Process umbel(String... arguments) throws Exception {
        return new ProcessBuilder(UmbelProcess.command(HOME, arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
                .start();
    }

    private Path output() {
        return directory.resolve("output");
    }

    private int exitStatus(Process process) throws Exception {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
        return process.exitValue();
    }

    private void assertDone(Process process) throws Exception {
        assertEquals(0, exitStatus(process), Files.readString(output()));
    }

    @Test
    void bothDevicesThroughAllTests_reportedWhole() throws Exception {
        Path run = directory.resolve("run");
        assertDone(umbel("lab", "run", "--profile", "tiny", "--dut", "umbel", "--dut", "kernel", "-o", run.toString()));

        Report report = ReportFiles.read(run.resolve("report.json"));
        Set<String> expected = Procedure.all().stream().map(Procedure::id).collect(Collectors.toSet());
        for (String dut : List.of("umbel", "kernel")) {
            assertEquals(
                    expected,
                    report.results().stream()
                            .filter(result -> result.dut().equals(dut))
                            .map(Result::id)
                            .collect(Collectors.toSet()));
        }
        List<String> notApplicable = report.results().stream()
                .filter(result -> result.verdict().status() == Verdict.Status.NOT_APPLICABLE)
                .map(Result::section)
                .toList();
        assertEquals(List.of("4.1", "4.4.1", "4.4.2", "4.4.3"), notApplicable);
        for (Result result : report.results()) {
            if (!result.dut().isEmpty()) {
                assertFalse(result.tables().isEmpty(), result::id);
                assertFalse(result.parameters().isEmpty(), result::id);
            }
        }
        // What the lab cannot be mistaken about, however busy the machine is: both forwarded, and a leave took two
        // questions.
        for (String dut : List.of("umbel", "kernel")) {
            assertEquals(20, figure(report, dut, "group capacity").getLast(), () -> dut + report.results());
            double leave = figure(report, dut, "group leave delay").getFirst();
            assertTrue(leave > 1_000_000 && leave < 10_000_000, () -> dut + ": " + leave);
        }
        String html = Files.readString(run.resolve("report.html"));
        assertTrue(html.contains("data-plot=\"throughput\"") && html.contains("data-plot=\"join-delay\""));
        assertTrue(Files.readString(run.resolve("report.csv")).contains("umbel,group-leave-delay,6.2"));
    }

    private static List<Double> figure(Report report, String dut, String name) {
        return report.results().stream()
                .filter(result -> result.dut().equals(dut))
                .flatMap(result -> result.figures().stream())
                .filter(figure -> figure.name().equals(name))
                .flatMap(figure -> figure.samples().stream())
                .toList();
    }

    @Test
    void interruptedAndTakenUpAgain_keepsWhatWasFound() throws Exception {
        Path run = directory.resolve("run");
        List<String> arguments =
                List.of("lab", "run", "--profile", "tiny", "--test", "group-capacity", "--test", "group-join-delay");
        List<String> first = new ArrayList<>(arguments);
        first.addAll(List.of("-o", run.toString()));
        Process process = umbel(first.toArray(String[]::new));
        Path store = run.resolve("run.json");
        long begin = System.nanoTime();
        while (!(Files.exists(store) && Files.readString(store).contains("umbel/group-capacity\""))) {
            assertTrue(process.isAlive(), () -> "it ended early");
            assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS), "nothing is found");
            TimeUnit.MILLISECONDS.sleep(50);
        }
        process.destroy();
        assertTrue(exitStatus(process) != 0, "it was interrupted");
        assertFalse(Files.exists(run.resolve("report.json")));
        String kept = Files.readString(output());
        assertTrue(kept.contains("--resume " + run), kept);

        List<String> again = new ArrayList<>(arguments);
        again.addAll(List.of("--resume", run.toString()));
        assertDone(umbel(again.toArray(String[]::new)));
        assertTrue(Files.readString(output()).contains("(found before)"), Files.readString(output()));
        assertEquals(
                2 + 4, ReportFiles.read(run.resolve("report.json")).results().size());

        Process other = umbel("lab", "run", "--profile", "quick", "--resume", run.toString());
        assertEquals(2, exitStatus(other));
    }
}
