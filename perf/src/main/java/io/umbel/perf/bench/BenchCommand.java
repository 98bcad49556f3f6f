package io.umbel.perf.bench;

import io.umbel.cli.Subcommand;
import io.umbel.perf.lab.JoinCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code umbel bench}: the benchmarks. */
@Command(
        name = "bench",
        header = "Measures how fast the appliance is on this machine.",
        description = {
            "",
            "Machines drift: compare figures of one run, in turn with what they are compared to, and never an absolute "
                    + "figure of one day with one of another."
        },
        subcommands = {
            ReplicateCommand.class,
            CompareCommand.class,
            GateCommand.class,
            ChangesCommand.class,
            EntriesCommand.class,
            WorkersCommand.class,
            StartCommand.class,
            SoakCommand.class,
            PartsCommand.class,
            JoinCommand.class
        })
public final class BenchCommand implements Subcommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "bench needs the name of a benchmark: replicate, compare, gate, changes, entries, workers, start, soak, parts or join");
    }
}
