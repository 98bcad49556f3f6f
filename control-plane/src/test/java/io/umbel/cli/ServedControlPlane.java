package io.umbel.cli;

import io.umbel.api.ApiServer;
import io.umbel.config.ApplianceConfig;
import io.umbel.controlplane.ControlPlane;
import io.umbel.dataplane.contract.DataPlaneCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;

/**
 * A control plane with its API at its Unix socket; the data plane is only its counters. Two static streams come from 10.0.1.2, to
 * 239.1.1.1 and 239.1.1.2, and another to 239.1.1.1 from 10.0.1.3; east1 and east2 have IGMP.
 */
final class ServedControlPlane implements AutoCloseable {
    static final String CONFIGURATION = """
            api: { listen: [] }
            interfaces:
              - { name: west, device: net_null0, address: 10.0.1.1/24 }
              - { name: east1, device: net_null1, address: 10.1.1.1/24, igmp: {} }
              - { name: east2, device: net_null2, vlan: 20, address: 10.1.2.1/24, igmp: { version: 2 } }
            static-mroutes:
              - { source: 10.0.1.2, group: 239.1.1.1, iif: west, oifs: [east1, east2] }
              - { source: 10.0.1.3, group: 239.1.1.1, iif: west, oifs: [east1] }
              - { source: 10.0.1.2, group: 239.1.1.2, iif: west, oifs: [] }
            """;

    private final Path file;
    private final Path socket;
    private final List<AutoCloseable> opened = new ArrayList<>();

    /** @param directory for its configuration and its files */
    ServedControlPlane(Path directory) throws IOException {
        file = directory.resolve("umbel.yaml");
        configure(CONFIGURATION);
        ApplianceConfig config = ApplianceConfig.read(file);
        socket = config.sharedDir().apiSocket();
        ControlPlane controlPlane = ControlPlane.start(config);
        opened.add(controlPlane);
        opened.add(DataPlaneCounters.create(
                config.sharedDir(), List.of("west", "east1", "east2"), List.of("net_null0", "net_null1", "net_null2")));
        opened.add(ApiServer.start(controlPlane, config, file, List.of()));
    }

    /** Writes its configuration file; nothing is read of it. */
    void configure(String configuration) throws IOException {
        Files.writeString(file, "shared-dir: " + file.resolveSibling("shared") + "\n" + configuration);
    }

    Path socket() {
        return socket;
    }

    @Override
    public void close() {
        CloseHelper.closeAll(opened.reversed());
    }
}
