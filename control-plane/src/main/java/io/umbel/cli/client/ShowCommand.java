package io.umbel.cli.client;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code umbel show}: what a running appliance knows. */
@Command(
        name = "show",
        header = "Shows what a running appliance knows.",
        synopsisSubcommandLabel = "WHAT",
        commandListHeading = "%nWhat there is to show:%n",
        subcommands = {
            ShowMroute.class,
            ShowIgmp.class,
            ShowTables.Interfaces.class,
            ShowTables.Ports.class,
            ShowTables.Protocols.class,
            ShowMemberships.class,
            ShowTables.Drops.class,
            ShowTables.Statistics.class,
            ShowTables.Planes.class,
            ShowTables.Alarms.class,
            ShowTables.Log.class,
            ShowTables.Configuration.class
        })
public final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "show needs to know what: "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
