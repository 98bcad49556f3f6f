package io.umbel.perf.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code umbel bench parts}: JMH's benchmarks of the parts of forwarding. */
@Command(
        name = "parts",
        header = "Measures the parts of forwarding, each alone (JMH).",
        description = {
            "",
            "Each benchmark is three new JVMs, because starts differ; all of them take some five minutes. What a part "
                    + "takes alone is less than what it takes among others, which want the same caches."
        })
final class PartsCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PART",
            arity = "0..*",
            description = "Which: parse, look-up, pass, table-update or map-publish (default: all).")
    private List<String> names = new ArrayList<>();

    @Option(names = "--json", description = "Print a JSON array and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws RunnerException {
        List<PartResult> results = measure(
                names.isEmpty()
                        ? Arrays.asList(Part.values())
                        : names.stream().map(this::named).toList());
        System.out.println(json ? JsonMapper.shared().writeValueAsString(results) : PartResult.text(results));
        return ExitCode.OK;
    }

    private Part named(String name) {
        return Arrays.stream(Part.values())
                .filter(part -> part.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "there is no part \"" + name + "\"; allowed are "
                                + Arrays.stream(Part.values())
                                        .map(Part::toString)
                                        .collect(Collectors.joining(", "))));
    }

    private List<PartResult> measure(List<Part> chosen) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder();
        for (Part part : chosen) {
            options.include("^" + part.benchmark().getName().replace(".", "\\.") + "\\.");
        }
        VerboseMode mode = json ? VerboseMode.SILENT : VerboseMode.NORMAL;
        Collection<RunResult> runs =
                new Runner(options.build(), OutputFormatFactory.createFormatInstance(System.err, mode)).run();
        return runs.stream().map(PartResult::of).toList();
    }
}
