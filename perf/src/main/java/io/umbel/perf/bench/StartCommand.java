package io.umbel.perf.bench;

import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EalOptions;
import io.umbel.perf.OptionRange;
import io.umbel.perf.lab.Progress;
import io.umbel.perf.lab.Strip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code umbel bench start}: how soon a data plane is at its full rate, and what it loses until then. */
@Command(
        name = "start",
        header = "Measures how soon after its start a data plane forwards at full rate, and what it loses until then.",
        description = {
            "",
            "Each start is a new process whose one worker polls a net_ring, to which a C sender in another thread offers frames "
                    + "at an even pace from the moment that ports are open. The worker has a core of its own if there are two. A "
                    + "round has two starts: one that is offered what it takes, which says what the full rate is, and one "
                    + "that is offered a part of that. What the ring, of 1024 frames, has no room for is lost. What is lost "
                    + "after the start, in as long a time again, is what this machine loses anyway."
        })
final class StartCommand implements Callable<Integer> {
    @Mixin
    private ReplicationOptions replication = new ReplicationOptions();

    @Option(
            names = "--load",
            paramLabel = "PERCENT",
            defaultValue = "80",
            description = "Of the full rate, 1 to 100 (default: ${DEFAULT-VALUE}).")
    private int load;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Of the start, and as many after it, 1 to 600 (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int rounds;

    /** In the process that is started. */
    @ArgGroup(exclusive = false)
    private @Nullable Offered offered;

    @Mixin
    private BenchOutput output = new BenchOutput();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What this process is offered. */
    private static final class Offered {
        @Option(names = "--sender", paramLabel = "LIBRARY", hidden = true, required = true)
        private Path sender = Path.of("");

        @Option(names = "--offer", paramLabel = "RATE", hidden = true, required = true)
        private double rate;
    }

    @Override
    public Integer call() throws Exception {
        Scenario scenario = new Scenario(replication.frame(), replication.branches(Scenario.MAX_BRANCHES), 1);
        OptionRange.require(spec, "--load", load, 1, 100);
        OptionRange.require(spec, "--seconds", seconds, 1, 600);
        OptionRange.require(spec, "--rounds", rounds, 1, 1000);
        StartBench.Plan plan = new StartBench.Plan(scenario, load, seconds, rounds);
        if (offered == null) {
            StartResult result = measure(plan);
            output.print(result, result.text(new Strip(System.out.charset())));
        } else {
            watch(plan, offered);
        }
        return ExitCode.OK;
    }

    private static StartResult measure(StartBench.Plan plan) throws IOException, InterruptedException {
        Progress progress = Progress.onStandardError();
        try (MeasuredProcess process = new MeasuredProcess()) {
            return new StartBench(ComparisonOptions.home(), plan, process).run(progress::show);
        } finally {
            progress.end("");
        }
    }

    private static void watch(StartBench.Plan plan, Offered offered) throws IOException, InterruptedException {
        Sender sender = new Sender(offered.sender);
        PacketMemory memory = PacketMemory.of(0, EalOptions.freeHugePagesMiB());
        try (Eal eal = Eal.start(memory.eal())) {
            System.out.println(
                    JsonMapper.shared().writeValueAsString(StartBench.watch(eal, memory, plan, sender, offered.rate)));
        }
    }
}
