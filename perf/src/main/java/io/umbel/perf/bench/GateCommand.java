package io.umbel.perf.bench;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code umbel bench gate}: fails if ours is too slow beside the C loop. */
@Command(
        name = "gate",
        header = "Fails if one worker is too slow beside the fastest C loop for the same job.",
        description = {
            "",
            "Compares as umbel bench compare does. Exit status 1 if the median of the ratios is below the least in any "
                    + "scenario. It looks at ratios within this one run and at no figure of another day."
        })
final class GateCommand implements Callable<Integer> {
    @Mixin
    private ComparisonOptions options = new ComparisonOptions();

    @Option(
            names = "--least",
            paramLabel = "RATIO",
            defaultValue = "0.85",
            description = "The least ratio that passes, above 0, at most 2 (default: ${DEFAULT-VALUE}).")
    private double least;

    @Override
    public Integer call() throws Exception {
        if (!(least > 0 && least <= 2)) {
            throw options.refuse("--least is " + least + "; allowed is above 0, at most 2");
        }
        List<ScenarioResult> results = options.compare(Scenario.quick());
        System.out.print(new ResultTable(results).text(CompareCommand.canShowBlocks()));
        String failures = failures(results, least);
        System.out.println(failures.isEmpty() ? "no ratio is below " + least : "below " + least + ": " + failures);
        return failures.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** The scenarios that do not pass, with their ratios; empty if all do. */
    static String failures(List<ScenarioResult> results, double least) {
        return results.stream()
                // A ratio that is not a number does not pass either.
                .filter(result -> !(result.ratio().median() >= least))
                .map(result -> String.format(
                        Locale.ROOT,
                        "%s with %.3f",
                        result.scenario(),
                        result.ratio().median()))
                .collect(Collectors.joining(", "));
    }
}
