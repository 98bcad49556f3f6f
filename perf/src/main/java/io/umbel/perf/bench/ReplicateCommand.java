package io.umbel.perf.bench;

import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EalOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code umbel bench replicate}: frames in from a capture that never ends, replicas out to devices that swallow them. */
@Command(
        name = "replicate",
        header = "Measures how many frames a second one worker replicates.",
        description = {
            "",
            "The real worker on real DPDK devices: net_pcap gives it the frames of a capture over and over, net_null takes "
                    + "the replicas. Warms up first. Mpps are millions of frames a second; frames are counted without frame "
                    + "check sequence."
        })
final class ReplicateCommand implements Callable<Integer> {
    private static final int MEMORY_MIB = 256;
    private static final int MAX_BRANCHES = 31;

    @Option(
            names = "--frame",
            paramLabel = "OCTETS",
            defaultValue = "60",
            description = "Length of each frame, 60 to 1514 (default: ${DEFAULT-VALUE}).")
    private int frame;

    @Option(
            names = "--branches",
            paramLabel = "N",
            defaultValue = "4",
            description = "Replicas of each frame, 1 to " + MAX_BRANCHES + " (default: ${DEFAULT-VALUE}).")
    private int branches;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Runs that long before it measures, 1 to 600 (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "3",
            description = "Measures that long, 1 to 600 (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        requireRange("--frame", frame, 60, 1514);
        requireRange("--branches", branches, 1, MAX_BRANCHES);
        requireRange("--warm-up", warmUp, 1, 600);
        requireRange("--seconds", seconds, 1, 600);
        boolean hugePages = EalOptions.freeHugePagesMiB() >= MEMORY_MIB;
        EalOptions options = hugePages
                ? new EalOptions(EalOptions.Memory.HUGE_PAGES, MEMORY_MIB, false)
                : EalOptions.withoutHugePages(MEMORY_MIB);
        try (Eal eal = Eal.start(options)) {
            ReplicateResult result = ReplicateBench.run(eal, hugePages, frame, branches, warmUp, seconds, progress());
            System.out.println(json ? JsonMapper.shared().writeValueAsString(result) : result.text());
        }
        return ExitCode.OK;
    }

    private Progress progress() {
        return json ? _ -> {} : System.err::println;
    }

    private void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + "; allowed is " + least + " to " + most);
        }
    }
}
