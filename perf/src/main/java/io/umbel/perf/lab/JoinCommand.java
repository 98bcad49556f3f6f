package io.umbel.perf.lab;

import io.umbel.perf.OptionRange;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code umbel bench join}: how soon a host gets the stream that it joins. */
@Command(
        name = "join",
        header = "Measures how soon a host gets the stream that it joins, and loses the one it leaves.",
        description = {
            "",
            "In the lab of network namespaces, with hosts that are Linux kernels; needs root. The stream flows already. Times "
                    + "are the kernel's, taken on the host's interface: from the IGMP report leaving it to the first datagram "
                    + "arriving at the socket, or after a leave the last on the link. A latency cannot be told more exactly "
                    + "than the spacing of the stream, which is printed too."
        })
public final class JoinCommand implements Callable<Integer> {
    /** How the appliance reaches the network. */
    enum Device {
        af_xdp,
        af_packet
    }

    /** What its worker does when there is nothing to do. */
    enum Idle {
        busy,
        backoff
    }

    @Option(
            names = "--joins",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many joins of each kind, 1 to 100000 (default: ${DEFAULT-VALUE}).")
    private int joins;

    @Option(
            names = "--leaves",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "How many leaves where the router asks first, and of tracked hosts, 0 to 1000. More than 0 makes the "
                            + "benchmark last 75 s at least (default: ${DEFAULT-VALUE}).")
    private int leaves;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Datagrams of the stream a second, 1000 to 100000 (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--dut",
            paramLabel = "DUT",
            defaultValue = "umbel",
            description =
                    "What is measured: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). kernel is Linux's forwarding with FRR's pimd; "
                            + "--device and --idle say nothing to it.")
    private JoinBench.Dut dut = JoinBench.Dut.umbel;

    @Option(
            names = "--device",
            paramLabel = "KIND",
            defaultValue = "af_xdp",
            description = "What the appliance's ports are: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Device device = Device.af_xdp;

    @Option(
            names = "--idle",
            paramLabel = "HOW",
            defaultValue = "backoff",
            description =
                    "What the worker does when there is nothing to do: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Idle idle = Idle.backoff;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        OptionRange.require(spec, "--joins", joins, 1, 100_000);
        OptionRange.require(spec, "--leaves", leaves, 0, 1000);
        OptionRange.require(spec, "--rate", rate, 1000, 100_000);
        if (!DemoCommand.isRoot()) {
            throw new IllegalStateException("bench join needs root, for network namespaces and raw sockets");
        }
        JoinBench.Plan plan = new JoinBench.Plan(dut, device.name(), idle.name(), joins, leaves, rate);
        Path home = Path.of(System.getProperty("umbel.home", "."));
        if (json) {
            JoinResult result = new JoinBench(home, plan, _ -> {}).run();
            System.out.println(JsonMapper.shared().writeValueAsString(result));
        } else {
            Progress progress = Progress.onStandardOutput();
            JoinResult result = new JoinBench(home, plan, progress::show).run();
            progress.end("");
            System.out.println(result.text());
        }
        return ExitCode.OK;
    }
}
