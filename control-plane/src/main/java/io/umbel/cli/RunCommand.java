package io.umbel.cli;

import io.umbel.config.ApplianceConfig;
import io.umbel.config.InterfaceConfig;
import io.umbel.dataplane.contract.SharedDirectory;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code umbel run}: the appliance, until Ctrl-C. */
@Command(
        name = "run",
        header = "Runs the appliance in the foreground, until Ctrl-C.",
        description = {
            "",
            "Reads the configuration, starts the ports, and forwards. A line that begins with \"ready:\" says that it does. "
                    + "Ctrl-C or SIGTERM stops it cleanly: exit status 0 says that every packet buffer was returned."
        })
final class RunCommand implements Subcommand {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            required = true,
            description = "The configuration (YAML).")
    private Path file = Path.of("");

    @Option(
            names = "--shared-dir",
            paramLabel = "DIR",
            description =
                    "Where control plane and data plane share their files, in place of the configuration's shared-dir.")
    private @Nullable Path sharedDirectory;

    private final ShutdownSignal shutdownSignal;

    RunCommand(ShutdownSignal shutdownSignal) {
        this.shutdownSignal = shutdownSignal;
    }

    @Override
    public Integer call() throws InterruptedException {
        ApplianceConfig config = ApplianceConfig.read(file);
        SharedDirectory directory = sharedDirectory == null ? config.sharedDir() : new SharedDirectory(sharedDirectory);
        Appliance appliance = new Appliance(config, directory);
        appliance.start();
        System.out.println("ready: forwarding between "
                + config.interfaces().stream().map(InterfaceConfig::name).collect(Collectors.joining(", "))
                + "; Ctrl-C stops");
        shutdownSignal.await();
        int missing = appliance.stop();
        if (missing != 0) {
            throw new IllegalStateException("stopped, but " + missing + " packet buffers did not come back");
        }
        System.out.println("stopped: every packet buffer came back");
        return ExitCode.OK;
    }
}
