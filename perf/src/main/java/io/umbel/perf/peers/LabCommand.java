package io.umbel.perf.peers;

import io.umbel.cli.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code umbel lab}: the tests of RFC 3918. */
@Command(
        name = "lab",
        header = "Tests multicast routers by RFC 3918: this appliance, the kernel's forwarding, or any other.",
        subcommands = {LabRunCommand.class, LabCompareCommand.class})
public final class LabCommand implements Subcommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "lab needs to be told what to do: run or compare");
    }
}
