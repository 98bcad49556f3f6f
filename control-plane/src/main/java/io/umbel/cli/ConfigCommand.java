package io.umbel.cli;

import io.umbel.config.ApplianceConfig;
import io.umbel.config.InterfaceConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umbel config}: what has to do with the configuration file. */
@Command(
        name = "config",
        header = "Checks a configuration file.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = ConfigCommand.Check.class)
final class ConfigCommand implements Subcommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "config needs a command: check");
    }

    /** {@code umbel config check}: the checks of a start, without the start. */
    @Command(
            name = "check",
            header = "Says whether the appliance would take a configuration file.",
            description = {
                "",
                "Reads the whole file as a start of the appliance does, and touches nothing. Exit status 0 says that it is "
                        + "allowed; 2, that it is not, with one sentence that names the file, the line, the field, what was "
                        + "found and what is allowed. Whether the devices are there, only a start can tell."
            })
    static final class Check implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "The configuration (YAML).")
        private Path file = Path.of("");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            ApplianceConfig config = ApplianceConfig.read(file);
            PrintWriter out = spec.commandLine().getOut();
            out.println(file + ": allowed; " + summary(config));
            return ExitCode.OK;
        }

        private static String summary(ApplianceConfig config) {
            long devices = config.interfaces().stream()
                    .map(InterfaceConfig::device)
                    .distinct()
                    .count();
            long igmp = config.interfaces().stream()
                    .filter(each -> each.igmp().isPresent())
                    .count();
            return "interfaces " + config.interfaces().size() + ", with IGMP " + igmp + ", devices " + devices
                    + ", routes " + config.routes().size() + ", static mroutes "
                    + config.staticMroutes().size();
        }
    }
}
