package io.umbel.cli;

import io.umbel.api.Access;
import io.umbel.api.ApiServer;
import io.umbel.api.page.Page;
import io.umbel.api.remote.RemoteServer;
import io.umbel.config.ApplianceConfig;
import io.umbel.config.InterfaceConfig;
import io.umbel.controlplane.ControlPlane;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.dataplane.forward.DataPlane;
import io.umbel.dpdk.Eal;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
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
    /** What of the appliance runs in this process. */
    enum Plane {
        both,
        control,
        data
    }

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

    @Option(
            names = "--plane",
            paramLabel = "PLANE",
            defaultValue = "both",
            description =
                    "What to run: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). As two processes, either may "
                            + "be stopped and started again while the other works on; the control plane is the first to start.")
    private Plane plane = Plane.both;

    private final ShutdownSignal shutdownSignal;

    RunCommand(ShutdownSignal shutdownSignal) {
        this.shutdownSignal = shutdownSignal;
    }

    @Override
    public Integer call() throws InterruptedException {
        ApplianceConfig config = configured();
        switch (plane) {
            case both -> runBoth(config);
            case control -> runControlPlane(config);
            case data -> runDataPlane(config);
        }
        return ExitCode.OK;
    }

    private void runBoth(ApplianceConfig config) throws InterruptedException {
        ControlPlane controlPlane = ControlPlane.start(config);
        try (ApiServer _ = serve(controlPlane, config);
                RemoteServer _ = serveRemoteClients(controlPlane, config)) {
            runDataPlane(config);
        } finally {
            // While the control plane holds its lock, so that these are nobody else's files.
            config.sharedDir().remove();
            controlPlane.close();
        }
    }

    /** Its end leaves the shared files alone: the data plane forwards on by them. */
    private void runControlPlane(ApplianceConfig config) throws InterruptedException {
        try (ControlPlane controlPlane = ControlPlane.start(config);
                ApiServer _ = serve(controlPlane, config);
                RemoteServer _ = serveRemoteClients(controlPlane, config)) {
            System.out.println("ready: the control plane is up; Ctrl-C stops");
            ServiceManager.ready();
            shutdownSignal.await();
        }
        System.out.println("stopped: the data plane forwards on");
    }

    private ApiServer serve(ControlPlane controlPlane, ApplianceConfig config) {
        return ApiServer.start(controlPlane, config, file, List.of(new Page()));
    }

    /** Protocol clients of other processes are served only where the configuration says so. */
    private static @Nullable RemoteServer serveRemoteClients(ControlPlane controlPlane, ApplianceConfig config) {
        OptionalInt port = config.controlPlane().remotePort();
        return port.isEmpty()
                ? null
                : RemoteServer.start(
                        controlPlane, config.controlPlane().remoteClients(), Access.of(config.api()), port.getAsInt());
    }

    private ApplianceConfig configured() {
        ApplianceConfig config = ApplianceConfig.read(file);
        return sharedDirectory == null ? config : config.withSharedDir(new SharedDirectory(sharedDirectory));
    }

    private void runDataPlane(ApplianceConfig config) throws InterruptedException {
        try (Eal eal = Eal.start(ConfiguredDataPlane.ealOptions(config));
                DataPlane dataPlane = DataPlane.open(eal, ConfiguredDataPlane.settings(config))) {
            dataPlane.start();
            System.out.println("ready: forwarding between "
                    + config.interfaces().stream().map(InterfaceConfig::name).collect(Collectors.joining(", "))
                    + "; Ctrl-C stops");
            ServiceManager.ready();
            shutdownSignal.await();
            int missing = dataPlane.stop();
            if (missing != 0) {
                throw new IllegalStateException("stopped, but " + missing + " packet buffers did not come back");
            }
        }
        System.out.println("stopped: every packet buffer came back");
    }
}
