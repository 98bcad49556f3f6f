package io.umbel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umbel manual}: the pages that {@code man} shows, one for each command. */
@Command(
        name = "manual",
        header = "Writes the manual pages, one for each command.",
        description = {
            "",
            "Writes DIR/umbel.1 and DIR/umbel-COMMAND.1 for every command. They say what --help says; man -l FILE shows one."
        })
final class ManualCommand implements Subcommand {
    @Parameters(paramLabel = "DIR", description = "The directory for the pages; it is made if it is not there.")
    private Path directory = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(directory);
        write(spec.root());
        return ExitCode.OK;
    }

    private void write(CommandSpec command) throws IOException {
        ManualPage page = new ManualPage(command);
        Files.writeString(directory.resolve(page.name() + ".1"), page.text());
        for (CommandLine subcommand : command.subcommands().values()) {
            write(subcommand.getCommandSpec());
        }
    }
}
