package io.umbel.perf.bench;

import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EalOptions;
import io.umbel.perf.OptionRange;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code umbel bench soak}: full speed for long, with a table that changes, and every frame accounted for. */
@Command(
        name = "soak",
        header = "Forwards at full speed for long while entries change, and adds up what must add up.",
        description = {
            "",
            "Exit status 1 if anything does not: each frame has one fate; entries count what was received for them and what "
                    + "left by their lists; each datagram left by all interfaces of a list that its entry had; all packet "
                    + "buffers came back; and workers allocated nothing once they were warm. Collections and "
                    + "safepoints are counted; control plane and data plane are one JVM here, so they are of both."
        })
final class SoakCommand implements Callable<Integer> {
    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long, 1 to 10000 (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description =
                    "So long before that, for the JVM to compile what runs, 1 to 600 (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Changes a second, 1 to " + ChangesCommand.MAX_RATE + " (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Workers, 1 or 2 (default: ${DEFAULT-VALUE}).")
    private int workers;

    @Mixin
    private BenchOutput output = new BenchOutput();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        OptionRange.require(spec, "--minutes", minutes, 1, 10_000);
        OptionRange.require(spec, "--warm-up", warmUp, 1, 600);
        OptionRange.require(spec, "--rate", rate, 1, ChangesCommand.MAX_RATE);
        OptionRange.require(spec, "--workers", workers, 1, 2);
        Population population = new Population(1000, 2);
        PacketMemory memory = PacketMemory.of(population.frames(), EalOptions.freeHugePagesMiB());
        SoakBench.Plan plan =
                new SoakBench.Plan(population, workers, rate, Duration.ofSeconds(warmUp), Duration.ofMinutes(minutes));
        try (Eal eal = Eal.start(memory.eal())) {
            SoakResult result = SoakBench.run(eal, memory, plan, output.progress());
            output.print(result, result.text());
            return result.holds() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
