package io.umbel.perf.peers;

import io.umbel.perf.report.Comparison;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code umbel lab compare}: two reports side by side. */
@Command(
        name = "compare",
        header = "Shows how the results of a second run differ from those of a first.",
        description = {
            "",
            "For each figure: its median in either run, by how much the second differs (Hodges and Lehmann's estimate), and the "
                    + "interval in which that difference lies, with its probability. A difference counts only if the interval "
                    + "does not hold 0. Runs of two days differ by more than their repetitions show."
        })
final class LabCompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A.json", description = "The report.json of the first run.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "B.json", description = "That of the second.")
    private Path second = Path.of("");

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try {
            Comparison comparison = Comparison.of(ReportFiles.read(first), ReportFiles.read(second));
            System.out.print(json ? JsonMapper.shared().writeValueAsString(comparison) + "\n" : comparison.text());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return ExitCode.OK;
    }
}
