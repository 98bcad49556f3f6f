package io.umbel.perf.gen;

import io.umbel.cli.Subcommand;
import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EalOptions;
import io.umbel.perf.OptionRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code umbel gen}: the generator and analyser by itself. */
@Command(
        name = "gen",
        header = "Sends streams to groups, plays the hosts that join them, and measures what arrives.",
        description = {
            "",
            "On any DPDK devices: network cards bound to vfio-pci, or Linux interfaces by net_af_xdp and net_af_packet. The first "
                    + "device sends, all others receive; hosts on their links join the groups before, and leave them in the end.",
            "",
            "A stream is GROUP, followed by any of: source=ADDRESS size=OCTETS (with frame check sequence) size=imix "
                    + "rate=FRAMES_A_SECOND burst=FRAMES vlan=ID count=GROUPS (so many groups from GROUP on, the rate for each), "
                    + "with commas between. For example 232.1.1.1,source=10.0.1.2,size=512,rate=10000."
        })
public final class GenCommand implements Subcommand {
    private static final int POOL_SIZE = 32_767;
    private static final int MEMORY_MIB = 384;
    private static final int MOST_SECONDS = 86_400;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            required = true,
            description = "A device as DPDK names it, once for each: 0000:03:00.0, or net_af_xdp0,iface=eth1.")
    private List<String> devices = new ArrayList<>();

    @Option(names = "--stream", paramLabel = "STREAM", required = true, description = "A stream, once for each.")
    private List<String> streams = new ArrayList<>();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "Address of the hosts on the link of each receiving device, in their order; without it nobody joins.")
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--igmp",
            paramLabel = "VERSION",
            defaultValue = "3",
            description =
                    "What the hosts speak, 1 to 3 (default: ${DEFAULT-VALUE}); with 3 they join the stream's source.")
    private int igmp;

    @Option(
            names = "--join-time",
            paramLabel = "MS",
            defaultValue = "500",
            description = "How long before the streams the hosts join, 0 to 60000 (default: ${DEFAULT-VALUE}).")
    private int joinTime;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long to send, 1 to " + MOST_SECONDS + " (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        OptionRange.require(spec, "--igmp", igmp, 1, 3);
        OptionRange.require(spec, "--join-time", joinTime, 0, 60_000);
        OptionRange.require(spec, "--seconds", seconds, 1, MOST_SECONDS);
        if (!hosts.isEmpty() && hosts.size() != devices.size() - 1) {
            throw refused("--host was given " + hosts.size() + " times; allowed is once for each of the "
                    + (devices.size() - 1) + " receiving devices, or not at all");
        }
        List<TestStream> all = parsedStreams();
        int[] addresses = hosts.stream().mapToInt(StreamOption::address).toArray();
        boolean pci = devices.stream().anyMatch(each -> !each.startsWith("net_"));
        EalOptions.Memory memory = EalOptions.freeHugePagesMiB() >= MEMORY_MIB
                ? EalOptions.Memory.HUGE_PAGES
                : EalOptions.Memory.ORDINARY_PAGES;
        try (Eal eal = Eal.start(new EalOptions(memory, MEMORY_MIB, pci))) {
            GenReport report = run(eal, all, addresses);
            System.out.print(json ? JsonMapper.shared().writeValueAsString(report) + "\n" : report.text());
        }
        return ExitCode.OK;
    }

    private List<TestStream> parsedStreams() {
        BitSet receivers = new BitSet();
        receivers.set(1, Math.max(2, devices.size()));
        if (devices.size() == 1) {
            // A device that gives back what it is sent, or a cable that does.
            receivers.clear();
            receivers.set(0);
        }
        try {
            return streams.stream()
                    .flatMap(each -> StreamOption.parse(each, receivers).stream())
                    .toList();
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private ParameterException refused(@Nullable String sentence) {
        return new ParameterException(spec.commandLine(), String.valueOf(sentence));
    }

    private GenReport run(Eal eal, List<TestStream> all, int[] addresses) throws InterruptedException {
        List<TesterDevices.Wanted> wanted = IntStream.range(0, devices.size())
                .mapToObj(number -> new TesterDevices.Wanted(
                        devices.get(number).split(",", 2)[0],
                        devices.get(number),
                        null,
                        number > 0 && addresses.length > 0
                                ? addresses[number - 1]
                                : all.getFirst().source(),
                        all.getFirst().vlan()))
                .toList();
        try (TesterDevices opened = TesterDevices.open(POOL_SIZE, igmp, wanted);
                Tester tester = new Tester(eal, opened.pool(), opened.ports())) {
            return run(tester, all, addresses.length > 0);
        }
    }

    private GenReport run(Tester tester, List<TestStream> all, boolean joining) throws InterruptedException {
        List<GroupMembership> memberships = List.copyOf(new LinkedHashSet<>(all.stream()
                .map(each -> new GroupMembership(each.group(), igmp == 3 ? each.source() : 0))
                .toList()));
        List<Integer> receivers =
                joining ? IntStream.range(1, devices.size()).boxed().toList() : List.of();
        receivers.forEach(port -> tester.join(port, memberships));
        if (joining) {
            TimeUnit.MILLISECONDS.sleep(joinTime);
        }
        TrialResult result = tester.run(new TrialPlan(all, Duration.ofSeconds(seconds), Duration.ofSeconds(2), true));
        for (int port : receivers) {
            tester.leaveAll(port);
        }
        // A question that comes behind them, so that the leaves have left.
        receivers.forEach(tester::queries);
        return GenReport.of(tester.ports(), all, result);
    }
}
