package io.umbel.perf.bench;

import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EalOptions;
import io.umbel.perf.OptionRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code umbel bench replicate}: frames in from a capture that never ends, replicas out to devices that swallow them. */
@Command(
        name = "replicate",
        header = "Measures how many frames a second the workers replicate.",
        description = {
            "",
            "Real workers on real DPDK devices: net_pcap gives each the frames of a capture over and over, net_null takes "
                    + "the replicas. Warms up first. Mpps are millions of frames a second; frames are counted without frame "
                    + "check sequence.",
            "",
            "net_pcap keeps the frames of the capture in packet buffers. With many entries it has one for each, which takes "
                    + "2.5 KiB an entry in huge pages."
        })
final class ReplicateCommand implements Callable<Integer> {
    private static final int MAX_WORKERS = 8;

    /** As many as DPDK has ports. */
    private static final int MAX_DEVICES = 32;

    @Mixin
    private ReplicationOptions replication = new ReplicationOptions();

    @Option(
            names = "--entries",
            paramLabel = "N",
            defaultValue = "1",
            description = "Entries in the table, 1 to " + Streams.MAX
                    + "; the frames are of all of them, in random order (default: ${DEFAULT-VALUE}).")
    private int entries;

    @Option(
            names = "--frames",
            paramLabel = "N",
            description = "Frames that each receiving device gives over and over, as many as entries to " + Streams.MAX
                    + " (default: as many as entries, 256 at least).")
    private @Nullable Integer frames;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Workers, 1 to " + MAX_WORKERS
                    + ", each with a receiving device and so many entries of its own (default: ${DEFAULT-VALUE}).")
    private int workers;

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

    /** For a process that has written the same frames already, for another program to run on them too. */
    @Option(names = "--capture", paramLabel = "FILE", hidden = true)
    private @Nullable Path capture;

    /** For a comparison. Measures so long for each line of standard input, after it has said that it is ready. */
    @Option(names = "--turn", paramLabel = "MILLISECONDS", hidden = true)
    private @Nullable Integer turn;

    @Mixin
    private BenchOutput output = new BenchOutput();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        int frame = replication.frame();
        OptionRange.require(spec, "--workers", workers, 1, MAX_WORKERS);
        int branches = replication.branches(MAX_DEVICES - workers);
        OptionRange.require(spec, "--entries", entries, 1, Streams.MAX / workers);
        OptionRange.require(spec, "--warm-up", warmUp, 1, 600);
        OptionRange.require(spec, "--seconds", seconds, 1, 600);
        int framesEach = frames == null ? Streams.frames(entries) : frames;
        OptionRange.require(spec, "--frames", framesEach, entries, Streams.MAX);
        ReplicateBench.Plan plan =
                new ReplicateBench.Plan(new Scenario(frame, branches, entries), workers, framesEach, capture);
        PacketMemory memory = PacketMemory.of(plan.frames(), EalOptions.freeHugePagesMiB());
        try (Eal eal = Eal.start(memory.eal());
                ReplicateBench bench = new ReplicateBench(eal, memory, plan)) {
            output.progress().accept("warming up for " + warmUp + " s");
            Thread.sleep(Duration.ofSeconds(warmUp));
            if (turn == null) {
                output.progress().accept("measuring for " + seconds + " s");
                print(bench.measure(Duration.ofSeconds(seconds)));
            } else {
                measureByTurns(bench, Duration.ofMillis(turn));
            }
        }
        return ExitCode.OK;
    }

    private void measureByTurns(ReplicateBench bench, Duration duration) throws IOException, InterruptedException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println(TurnTaker.READY);
        while (lines.readLine() != null) {
            print(bench.measure(duration));
        }
    }

    private void print(ReplicateResult result) {
        output.print(result, result.text());
    }
}
