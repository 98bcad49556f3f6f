package io.umbel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ManualPageTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyCommandHasAPageThatNamesItsOptions() throws IOException {
        assertEquals(0, new CommandLineSession().umbel("manual", directory.toString()));
        pagesOf(new Umbel().commandLine());
    }

    @Test
    void aPageSaysWhatTheExitStatusMeans() throws IOException {
        assertEquals(0, new CommandLineSession().umbel("manual", directory.toString()));
        String run = Files.readString(directory.resolve("umbel-run.1"));
        assertTrue(run.contains(".SH EXIT STATUS\n.TP\n\\fB0\\fR\nsuccess\n"), run);
    }

    @Test
    void theSameProgramWritesTheSamePages() throws IOException {
        CommandLine umbel = new Umbel().commandLine();
        String once = new ManualPage(umbel.getCommandSpec()).text();
        assertEquals(once, new ManualPage(umbel.getCommandSpec()).text());
    }

    @Test
    void nothingInTheTextIsRoffs() {
        String page = new ManualPage(new CommandLine(new Awkward()).getCommandSpec()).text();
        List<String> lines = page.lines().toList();
        assertTrue(lines.contains("\\&.profile is read"), page);
        assertTrue(lines.contains("\\&'quoted' at 100% of C:\\eTEMP"), page);
        assertTrue(lines.contains("\\fB\\-\\-well\\-known\\fR"), page);
    }

    private void pagesOf(CommandLine command) throws IOException {
        String name = command.getCommandSpec().qualifiedName("-");
        String page = Files.readString(directory.resolve(name + ".1"));
        Stream<String> options = command.getCommandSpec().options().stream().flatMap(each -> Stream.of(each.names()));
        options.forEach(option -> assertTrue(page.contains(option.replace("-", "\\-")), name + ": " + option));
        for (CommandLine subcommand : command.getSubcommands().values()) {
            pagesOf(subcommand);
        }
    }

    @Command(
            name = "awkward",
            description = {".profile is read", "'quoted' at 100%% of C:\\TEMP"})
    private static final class Awkward implements Runnable {
        @Option(names = "--well-known", description = "known")
        private boolean wellKnown;

        @Override
        public void run() {
            throw new IllegalStateException(Boolean.toString(wellKnown));
        }
    }
}
