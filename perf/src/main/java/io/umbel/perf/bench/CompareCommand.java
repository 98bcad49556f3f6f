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
            "Starts ours and the C program, a pair, on the same frames and the same devices, and measures them in turn, a "
                    + "tenth of a second each, while the other is stopped; then another pair. Prints for every scenario the "
                    + "medians, and the ratio of each pair: the machine may drift, but hardly within a moment."
        })
final class CompareCommand implements Callable<Integer> {
    private static final int MAX_STARTS = 1000;

    @Mixin
    private ComparisonOptions options = new ComparisonOptions();

    @Option(
            names = "--cold-starts",
            paramLabel = "N",
            description =
                    "Instead, start so many pairs, 1 to " + MAX_STARTS
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
        ScenarioResult result = options.start(scenarios.getFirst(), starts);
        write(List.of(result));
        System.out.print(coldStartsText(result));
    }

    static String coldStartsText(ScenarioResult result) {
        return String.format(
                        Locale.ROOT,
                        "%s, %d cold starts: slowest, median, fastest, and the slowest by the median%n",
                        result.scenario(),
                        result.pairs().size())
                + coldStartsLine("ours by the ceiling in the same moments", result.ratio())
                + coldStartsLine("ours by itself, Mpps out", result.ours())
                + coldStartsLine("the ceiling by itself, Mpps out", result.ceiling());
    }

    private static String coldStartsLine(String what, Spread of) {
        return String.format(
                Locale.ROOT,
                "%-40s %6.2f %6.2f %6.2f   %.2f%n",
                what,
                of.least(),
                of.median(),
                of.most(),
                of.least() / of.median());
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

    private void write(List<ScenarioResult> results) throws IOException {
        if (json != null) {
            Files.writeString(
                    json, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
        }
    }

    static boolean canShowBlocks() {
        return System.out.charset().equals(StandardCharsets.UTF_8);
    }
}
