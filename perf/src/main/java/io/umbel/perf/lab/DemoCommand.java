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

/** {@code umbel demo}: the appliance at work between real hosts that join and leave, and the proof that nothing was lost. */
@Command(
        name = "demo",
        header = "Forwards real streams to real receivers that join and leave, and shows what arrived.",
        description = {
            "",
            "Builds a sender, the appliance and three receivers in network namespaces of this machine. The receivers join by "
                    + "ordinary Linux sockets, the sender sends, one more joins, one leaves, and one wants only one source of "
                    + "a group. A timeline shows it; at the end, what the hosts counted is compared with what the appliance "
                    + "counted. Nothing is left behind. The exit status is 0 only if members lost nothing, a leaver's stream "
                    + "stopped in time, and every sum agrees.",
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

    private static final int MOST_SECONDS = 3600;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long to send (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many datagrams a second to 239.1.1.1 (default: ${DEFAULT-VALUE}).")
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
            description = "The appliance's configuration, in place of dpdk-scripts/igmp-*.yaml.")
    private @Nullable Path configuration;

    @Option(
            names = "--keep",
            description = "When all is shown, stay up until Ctrl-C, with the stream flowing: to look around in.")
    private boolean keep;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        require(
                seconds >= LiveScenario.LEAST_SECONDS && seconds <= MOST_SECONDS,
                "--seconds is " + seconds + "; allowed is " + LiveScenario.LEAST_SECONDS + " to " + MOST_SECONDS);
        require(rate >= 10 && rate <= 100_000, "--rate is " + rate + "; allowed is 10 to 100000");
        require(
                payload >= TestDatagram.SMALLEST_PAYLOAD && payload <= TestDatagram.LARGEST_PAYLOAD,
                "--payload is " + payload + "; allowed is " + TestDatagram.SMALLEST_PAYLOAD + " to "
                        + TestDatagram.LARGEST_PAYLOAD);
        PrintStream out = System.out;
        Path home = Path.of(System.getProperty("umbel.home", "."));
        Stream stream = Stream.of(seconds * rate, rate, payload);
        if (device == Device.pcap) {
            require(!keep, "--keep needs a lab of network namespaces, and --device pcap has none");
            return new CaptureDemo(out, home, stream).run();
        }
        if (!isRoot()) {
            require(
                    device == Device.auto,
                    "--device " + device + " needs root, for network namespaces and raw sockets");
            require(!keep, "--keep needs root, for network namespaces");
            out.println(
                    "Without root there are no network namespaces, so the appliance forwards a capture file instead");
            out.println("(pcap devices, no huge pages). As root, umbel demo uses real sockets.");
            out.println();
            return new CaptureDemo(out, home, stream).run();
        }
        return new LabDemo(out, home, stream, device, configuration, keep).run();
    }

    public static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
