package io.umbel.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Documents {@code ./umbel test}, which the launcher carries out: tests are run by Maven, not by what they test. */
@Command(
        name = "test",
        header = "Runs the tests, after setting up what they need.",
        description = {
            "",
            "Builds Umbel and runs its tests, all of them or those of one tag. The last line says how many passed, failed "
                    + "and were skipped. Tests in network namespaces need root; without it they are skipped, by name."
        })
final class TestCommand implements Subcommand {
    @Option(
            names = "--only",
            paramLabel = "TAG",
            description = {
                "Run only these tests:",
                "fast: whatever has no other tag;",
                "lab: in network namespaces, with real sockets (as root);",
                "process: with several processes at once;",
                "conformance: the group manager, case by case, with a table of the outcomes;",
                "model: the group manager against a naive model; more runs with -Dumbel.model.tries=N;",
                "soak: long."
            })
    private @Nullable String tag;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "the tests are run by the launcher: ./umbel test" + (tag == null ? "" : " --only " + tag));
    }
}
