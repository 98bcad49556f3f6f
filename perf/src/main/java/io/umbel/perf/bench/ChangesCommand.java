package io.umbel.perf.bench;

import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EalOptions;
import io.umbel.perf.OptionRange;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code umbel bench changes}: what changes of the table cost the worker, and how soon it has them. */
@Command(
        name = "changes",
        header = "Measures what changes of the forwarding table cost, and how soon a worker sees them.",
        description = {
            "",
            "One worker replicates at full speed, without and with changes in turn; if there are two cores, it has "
                    + "one to itself. A thread that stands for the control "
                    + "plane writes them into the shared map and tells of them in the feed: most give an entry that is being "
                    + "forwarded another outgoing list, some add or remove entries, forwarded and not. Of one in five thousand "
                    + "the thread waits until the table that the worker reads has it. Then the same changes are made while "
                    + "nothing is forwarded."
        })
final class ChangesCommand implements Callable<Integer> {
    static final int MAX_RATE = 10_000_000;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Changes a second, 1 to " + MAX_RATE + " (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--entries",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Entries that get other lists, 100 to " + Population.MAX_FORWARDED
                    + "; as many more are removed and added again, and nothing is sent for ten times as many "
                    + "(default: ${DEFAULT-VALUE}).")
    private int entries;

    @Option(
            names = "--branches",
            paramLabel = "N",
            defaultValue = "4",
            description = "Replicas of each frame, 1 to " + Population.MAX_BRANCHES + " (default: ${DEFAULT-VALUE}).")
    private int branches;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Turns without changes and with, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int pairs;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Runs that long, with changes, before it measures, 1 to 600 (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "Length of a turn, 1 to 600 (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Mixin
    private BenchOutput output = new BenchOutput();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        OptionRange.require(spec, "--rate", rate, 1, MAX_RATE);
        OptionRange.require(spec, "--entries", entries, 100, Population.MAX_FORWARDED);
        OptionRange.require(spec, "--branches", branches, 1, Population.MAX_BRANCHES);
        OptionRange.require(spec, "--pairs", pairs, 1, 1000);
        OptionRange.require(spec, "--warm-up", warmUp, 1, 600);
        OptionRange.require(spec, "--seconds", seconds, 1, 600);
        Population population = new Population(entries, branches);
        PacketMemory memory = PacketMemory.of(population.frames(), EalOptions.freeHugePagesMiB());
        ChangesBench.Plan plan =
                new ChangesBench.Plan(population, BusyDataPlane.coreOfItsOwn(), rate, pairs, warmUp, seconds);
        try (Eal eal = Eal.start(memory.eal())) {
            ChangesResult result = ChangesBench.run(eal, memory, plan, output.progress());
            output.print(result, result.text());
        }
        return ExitCode.OK;
    }
}
