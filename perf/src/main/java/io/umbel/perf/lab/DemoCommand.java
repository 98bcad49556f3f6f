package io.umbel.perf.lab;

import io.umbel.cli.Subcommand;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code umbel demo}: the appliance at work between real hosts, and the proof that nothing was lost. */
@Command(
        name = "demo",
        header = "Forwards a real stream to three real receivers, and shows what arrived.",
        description = {
            "",
            "Builds a sender, the appliance and three receivers in network namespaces of this machine, sends a stream to "
                    + "239.1.1.1 from a Linux socket, receives it in others, and compares what they counted with what the "
                    + "appliance counted. Nothing is left behind. The exit status is 0 only if nothing was lost and every "
                    + "sum agrees.",
            "Without root there are no namespaces: then the appliance forwards a capture file instead."
        })
public final class DemoCommand implements Subcommand {
    /** How the appliance reaches the network. */
    enum Device {
        /** The first of the others that works here. */
        auto,
        af_xdp,
        af_packet,
        pcap
    }

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many datagrams to send (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many of them a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--payload",
            paramLabel = "OCTETS",
            defaultValue = "100",
            description = "UDP payload of each, " + TestDatagram.SMALLEST_PAYLOAD + " to "
                    + TestDatagram.LARGEST_PAYLOAD + " (default: ${DEFAULT-VALUE}).")
    private int payload;

    @Option(
            names = "--device",
            paramLabel = "KIND",
            defaultValue = "auto",
            description =
                    "What the appliance's ports are: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, the first "
                            + "that works here).")
    private Device device = Device.auto;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The appliance's configuration, in place of dpdk-scripts/demo-*.yaml.")
    private @Nullable Path configuration;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        require(count >= 1 && count <= 100_000_000, "--count is " + count + "; allowed is 1 to 100000000");
        require(rate >= 1 && rate <= 1_000_000, "--rate is " + rate + "; allowed is 1 to 1000000");
        require(
                payload >= TestDatagram.SMALLEST_PAYLOAD && payload <= TestDatagram.LARGEST_PAYLOAD,
                "--payload is " + payload + "; allowed is " + TestDatagram.SMALLEST_PAYLOAD + " to "
                        + TestDatagram.LARGEST_PAYLOAD);
        PrintStream out = System.out;
        Path home = Path.of(System.getProperty("umbel.home", "."));
        Stream stream = Stream.of(count, rate, payload);
        if (device == Device.pcap) {
            return new CaptureDemo(out, home, stream).run();
        }
        if (!isRoot()) {
            require(
                    device == Device.auto,
                    "--device " + device + " needs root, for network namespaces and raw sockets");
            out.println(
                    "Without root there are no network namespaces, so the appliance forwards a capture file instead");
            out.println("(pcap devices, no huge pages). As root, umbel demo uses real sockets.");
            out.println();
            return new CaptureDemo(out, home, stream).run();
        }
        return new LabDemo(out, home, stream, device, configuration).run();
    }

    static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
