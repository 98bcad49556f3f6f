package io.umbel.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

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
                "soak: long, or many processes."
            })
    private @Nullable String tag;

    @Override
    public Integer call() {
        System.err.println(
                "umbel: the tests are run by the launcher: ./umbel test" + (tag == null ? "" : " --only " + tag));
        return ExitCode.USAGE;
    }
}
