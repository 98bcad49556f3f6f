package io.umbel.perf.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code umbel bench compare}: ours beside the fastest C loop for the same job. */
@Command(
        name = "compare",
        header = "Compares how fast one worker replicates with the fastest C loop for the same job.",
        description = {
            "",
            "Runs ours, each time a new process, and the C program in turn, on the same frames and the same devices, and "
                    + "prints for every scenario the medians, and the ratio pair by pair: the machine may drift, "
                    + "but hardly between two runs that follow each other."
        })
final class CompareCommand implements Callable<Integer> {
    private static final int MAX_STARTS = 1000;

    @Mixin
    private ComparisonOptions options = new ComparisonOptions();

    @Option(
            names = "--cold-starts",
            paramLabel = "N",
            description =
                    "Instead, start ours so often, 1 to " + MAX_STARTS
                            + ", in one scenario (60/4/1 unless another is named), and print the slowest, the median and the fastest.")
    private @Nullable Integer coldStarts;

    @Option(names = "--markdown", description = "Print the table in Markdown.")
    private boolean markdown;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all that was measured to a file, in JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        requireWritable();
        if (coldStarts != null) {
            start(coldStarts);
            return ExitCode.OK;
        }
        List<ScenarioResult> results = options.compare(Scenario.quick());
        write(results);
        ResultTable table = new ResultTable(results);
        System.out.print(markdown ? table.markdown() : table.text(canShowBlocks()));
        return ExitCode.OK;
    }

    private void start(int starts) throws IOException, InterruptedException {
        options.requireRange("--cold-starts", starts, 1, MAX_STARTS);
        List<Scenario> scenarios = options.scenariosOr(List.of(new Scenario(60, 4, 1)));
        if (scenarios.size() != 1) {
            throw options.refuse("--scenarios names " + scenarios.size() + "; allowed with --cold-starts is one");
        }
        List<Measured> results = options.coldStarts(scenarios.getFirst(), starts);
        write(results);
        System.out.println(coldStartsText(scenarios.getFirst(), results));
    }

    static String coldStartsText(Scenario scenario, List<Measured> results) {
        Spread cpu = Spread.of(results, Measured::cpuTxMpps);
        Spread clock = Spread.of(results, Measured::txMpps);
        return String.format(
                Locale.ROOT,
                "%s, %d cold starts, Mpps out: slowest %.2f, median %.2f, fastest %.2f by the worker's processor time, "
                        + "%.2f, %.2f and %.2f by the clock; the slowest is %.2f of the median",
                scenario,
                results.size(),
                cpu.least(),
                cpu.median(),
                cpu.most(),
                clock.least(),
                clock.median(),
                clock.most(),
                cpu.least() / cpu.median());
    }

    /** Before half an hour of measuring rather than after. */
    private void requireWritable() {
        if (json == null) {
            return;
        }
        Path directory = json.toAbsolutePath().getParent();
        if (Files.isDirectory(json) || directory == null || !Files.isWritable(directory)) {
            throw options.refuse("--json is " + json + ", which cannot be written");
        }
    }

    private void write(List<?> results) throws IOException {
        if (json != null) {
            Files.writeString(
                    json, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
        }
    }

    static boolean canShowBlocks() {
        return System.out.charset().equals(StandardCharsets.UTF_8);
    }
}
