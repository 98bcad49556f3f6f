package io.umbel.cli;

import io.umbel.cli.client.ClearCommand;
import io.umbel.cli.client.EventsCommand;
import io.umbel.cli.client.InterfaceCommands;
import io.umbel.cli.client.LogCommand;
import io.umbel.cli.client.ReloadCommand;
import io.umbel.cli.client.ShowCommand;
import io.umbel.cli.client.StaticGroupCommands;
import io.umbel.cli.client.TopCommand;
import io.umbel.cli.client.UnreachableException;
import io.umbel.config.ConfigException;
import java.io.PrintWriter;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code umbel} command. Exit status: 0 for success, 1 for a failure, 2 for a command line or a configuration that is
 * refused, 3 if no appliance answers. An error is one sentence on standard error; {@code --verbose} adds where it came from.
 */
@Command(
        name = "umbel",
        header = "Umbel, a multicast forwarding appliance: one packet in, many out.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:success",
            "1:failure",
            "2:a command line or a configuration that is refused; nothing was done",
            "3:no appliance answers"
        },
        footer = {"", "umbel COMMAND --help says more about each."})
public final class Umbel implements Callable<Integer> {
    private static final int UNREACHABLE = 3;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it.
    private boolean help;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "With an error, show where in the program it arose.")
    private boolean verbose;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final ShutdownSignal shutdownSignal = new ShutdownSignal();

    Umbel() {}

    /** Runs the command line and ends the process with its exit status. */
    public static void main(String[] arguments) {
        Logging.setUp();
        Umbel umbel = new Umbel();
        int status = umbel.commandLine().execute(arguments);
        umbel.shutdownSignal.exit(status);
    }

    /** The command with all its subcommands, those of other modules included. */
    CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(this)
                .addSubcommand(new RunCommand(shutdownSignal))
                .addSubcommand(new ReplayCommand());
        ServiceLoader.load(Subcommand.class).forEach(commandLine::addSubcommand);
        commandLine
                .addSubcommand(new ConfigCommand())
                .addSubcommand(new ShowCommand())
                .addSubcommand(new TopCommand())
                .addSubcommand(new EventsCommand())
                .addSubcommand(new StaticGroupCommands.Join())
                .addSubcommand(new StaticGroupCommands.Leave())
                .addSubcommand(new InterfaceCommands.Enable())
                .addSubcommand(new InterfaceCommands.Disable())
                .addSubcommand(new ClearCommand())
                .addSubcommand(new LogCommand())
                .addSubcommand(new ReloadCommand())
                .addSubcommand(new TestCommand())
                .addSubcommand(new PackageCommand())
                .addSubcommand(new CompletionCommand())
                .addSubcommand(new ManualCommand());
        // Last, because the handlers go to the subcommands that are there.
        return commandLine
                .setParameterExceptionHandler(Umbel::refuse)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command.getErr()));
    }

    /** Without a subcommand there is nothing to do but say which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    private static int refuse(ParameterException wrongUse, String[] arguments) {
        CommandLine command = wrongUse.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("umbel: " + wrongUse.getMessage());
        err.println("umbel: see " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private int report(Exception failure, PrintWriter err) {
        String message = failure.getMessage();
        err.println("umbel: " + (message == null ? failure.getClass().getSimpleName() : message));
        if (verbose) {
            failure.printStackTrace(err);
        }
        return switch (failure) {
            case ConfigException _ -> ExitCode.USAGE;
            case UnreachableException _ -> UNREACHABLE;
            default -> ExitCode.SOFTWARE;
        };
    }
}
