package io.umbel.api.page;

import io.umbel.api.ApiServer;
import io.umbel.config.ApplianceConfig;
import io.umbel.controlplane.ControlPlane;
import io.umbel.dataplane.contract.DataPlaneCounters;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.CloseHelper;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A control plane that serves the page, with 120 static streams of 10.0.1.2, to 239.1.1.1 and up, in on west and out on east1. */
final class PagedAppliance implements AutoCloseable {
    static final int STREAMS = 120;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final ControlPlane controlPlane;
    private final DataPlaneCounters counters;
    private final ApiServer server;

    /** @param port of loopback; 0 for any that is free */
    PagedAppliance(Path directory, int port) throws IOException {
        Path file = directory.resolve("umbel.yaml");
        Files.writeString(
                file,
                "shared-dir: " + directory.resolve("shared") + "\n"
                        + "api: { listen: [127.0.0.1:" + port + "] }\n"
                        + """
                        interfaces:
                          - { name: west, device: net_null0, address: 10.0.1.1/24 }
                          - { name: east1, device: net_null1, address: 10.1.1.1/24 }
                          - { name: east2, device: net_null2, address: 10.1.2.1/24 }
                        static-mroutes:
                        """
                        + IntStream.rangeClosed(1, STREAMS)
                                .mapToObj(i -> "  - { source: 10.0.1.2, group: 239.1.1." + i
                                        + ", iif: west, oifs: [east1] }\n")
                                .collect(Collectors.joining()));
        ApplianceConfig config = ApplianceConfig.read(file);
        controlPlane = ControlPlane.start(config);
        counters = DataPlaneCounters.create(
                config.sharedDir(), List.of("west", "east1", "east2"), List.of("net_null0", "net_null1", "net_null2"));
        server = ApiServer.start(controlPlane, config, file, List.of(new Page()));
    }

    int port() {
        return server.addresses().getFirst().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    /** A protocol takes east2 and joins the group there. */
    void joinOnEast2(String group) {
        InterfaceId east2 = InterfaceId.of(3);
        controlPlane
                .submit(manager -> {
                    ProtocolHandle handle = manager.register(new RoutingProtocolCallbacks() {}, new ProtocolId(100, 1));
                    manager.takeInterfaceOwnership(handle, east2);
                    manager.addGroupMembership(
                            handle, SourceGroup.anySource(Ipv4.parse(group)), east2, StateFlags.JOIN);
                    return true;
                })
                .join();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url().replaceFirst("/$", path)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    @Override
    public void close() {
        client.close();
        CloseHelper.closeAll(server, counters, controlPlane);
    }
}
