package io.umbel.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Documents {@code ./umbel package}, which the launcher carries out: what is installed does not build. */
@Command(
        name = "package",
        header = "Makes a Debian package and a tar of Umbel, to install it.",
        description = {
            "",
            "Builds Umbel and writes umbel_VERSION_ARCH.deb and umbel_VERSION_ARCH.tar.gz: both planes as systemd units, a Java "
                    + "of their own, manual pages, completion, a configuration to begin with. The same sources and the same JDK "
                    + "give the same files, octet for octet."
        })
final class PackageCommand implements Subcommand {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "dist",
            description = "The directory for both; it is made if it is not there (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "packages are made by the launcher: ./umbel package --out " + directory);
    }
}
