package io.umbel.cli;

import io.umbel.config.ApplianceConfig;
import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.forward.DataPlaneSettings;
import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code umbel replay}: captures through the appliance's forwarding, byte for byte. */
@Command(
        name = "replay",
        header = "Forwards captures, and writes what would have left on every interface.",
        description = {
            "",
            "Takes the interfaces and routes of a configuration and replaces every device by a capture file: what is in the "
                    + "captures is received, and what is sent is written to DIR/NAME.pcap for every interface. Needs neither "
                    + "root nor huge pages; the same input gives the same output."
        })
final class ReplayCommand implements Subcommand {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            required = true,
            description = "The configuration (YAML).")
    private Path configuration = Path.of("");

    @Option(
            names = "--in",
            paramLabel = "NAME=PCAP",
            required = true,
            description = "The capture that the interface of that name receives. May be given for several interfaces.")
    private Map<String, Path> captures = Map.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The directory for what leaves; it is made if it is not there.")
    private Path output = Path.of("");

    @Override
    public Integer call() throws IOException {
        ApplianceConfig config = ApplianceConfig.read(configuration);
        try (Eal eal = Eal.start(EalOptions.withoutHugePages(DataPlaneSettings.ORDINARY_PAGES_MIB))) {
            CounterSnapshot counters = Replay.run(eal, config, captures, output);
            System.out.println(counters);
        }
        return ExitCode.OK;
    }
}
