package io.umbel.api;

import io.umbel.config.ApplianceConfig;
import io.umbel.controlplane.ControlPlane;
import io.umbel.dataplane.contract.DataPlaneCounters;
import io.umbel.dataplane.contract.SharedDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A control plane with its API, which a test speaks to; the data plane is only its counters. Two static streams to 239.1.1.1 and
 * 239.1.1.2 come from 10.0.1.2, and another to 239.1.1.1 from 10.0.1.3; east1 and east2 have IGMP.
 */
final class ServedAppliance implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
    static final String INTERFACES = """
            interfaces:
              - { name: west, device: net_null0, address: 10.0.1.1/24 }
              - { name: east1, device: net_null1, address: 10.1.1.1/24, igmp: { static-group: [{ group: 239.2.2.2 }] } }
              - { name: east2, device: net_null2, vlan: 20, address: 10.1.2.1/24, igmp: {} }
            static-mroutes:
              - { source: 10.0.1.2, group: 239.1.1.1, iif: west, oifs: [east1, east2] }
              - { source: 10.0.1.3, group: 239.1.1.1, iif: west, oifs: [east1] }
              - { source: 10.0.1.2, group: 239.1.1.2, iif: west, oifs: [] }
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String api;
    private Path directory = Path.of("/");
    private AutoCloseable opened = () -> {};
    private @Nullable ControlPlane controlPlane;
    private List<InetSocketAddress> addresses = List.of();
    private List<String> operations = List.of();

    /** On a free port of loopback. */
    ServedAppliance() {
        this("api: { listen: [127.0.0.1:0] }");
    }

    /** @param api what the configuration says of it */
    ServedAppliance(String api) {
        this.api = api;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        start();
    }

    /** Starts, with a configuration of its own. */
    ServedAppliance start() throws IOException {
        directory = Files.createTempDirectory("umbel-api");
        Path file = directory.resolve("umbel.yaml");
        Files.writeString(file, "shared-dir: " + directory.resolve("shared") + "\n" + api + "\n" + INTERFACES);
        ApplianceConfig config = ApplianceConfig.read(file);
        ControlPlane controlPlane = ControlPlane.start(config);
        this.controlPlane = controlPlane;
        opened = controlPlane;
        DataPlaneCounters counters = DataPlaneCounters.create(
                config.sharedDir(), List.of("west", "east1", "east2"), List.of("net_null0", "net_null1", "net_null2"));
        opened = () -> CloseHelper.closeAll(counters, controlPlane);
        ApiServer server = ApiServer.start(controlPlane, config, file, List.of());
        addresses = server.addresses();
        operations = server.operations();
        opened = () -> CloseHelper.closeAll(server, counters, controlPlane);
        return this;
    }

    ControlPlane controlPlane() {
        return Objects.requireNonNull(controlPlane, "started");
    }

    List<String> operations() {
        return operations;
    }

    InetSocketAddress address() {
        return addresses.getFirst();
    }

    SharedDirectory sharedDirectory() {
        return new SharedDirectory(directory.resolve("shared"));
    }

    Path configurationFile() {
        return directory.resolve("umbel.yaml");
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** The names of the metrics that this path serves. */
    Set<String> metricFamilies(String path) {
        return get(path)
                .body()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.replaceAll("^# TYPE | [a-z]+$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answers " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address().getPort() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        client.close();
        CloseHelper.close(opened);
        IoUtil.delete(directory.toFile(), true);
    }
}
