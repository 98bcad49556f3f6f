package io.umbel.api;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.umbel.config.ApiConfig;
import io.umbel.config.ApplianceConfig;
import io.umbel.controlplane.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server in the control plane: at the Unix socket of the shared directory, and at the configured addresses. Every listener
 * serves all parts. One thread starts and closes it.
 */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    /** What the kernel allows in sun_path, its last octet apart. */
    private static final int MAX_SOCKET_PATH = 107;

    /** More clients than that wait until others go. */
    private static final int MAX_CONNECTIONS = 4096;

    private static final Duration SHUTDOWN_GRACE = Duration.ofMillis(200);

    private final List<WebServer> listeners = new ArrayList<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final Path socket;
    private final AlarmWatch alarms;
    private final List<ApiPart> parts;

    private ApiServer(ApplianceConfig config, Appliance appliance, List<ApiPart> others) {
        Counters counters = new Counters(config.sharedDir());
        this.alarms = new AlarmWatch(appliance, counters);
        this.parts = Stream.concat(resources(appliance, counters, alarms).stream(), others.stream())
                .toList();
        this.socket = config.sharedDir().apiSocket();
        try {
            listenOnSocket();
            for (InetSocketAddress address : config.api().listen()) {
                listen(address, config.api());
            }
            alarms.start();
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /**
     * Starts to serve.
     *
     * @param configurationFile where the configuration was read
     * @param others what to serve beside the resources of {@code openapi.yaml}
     * @throws IllegalStateException with one sentence, if a configured address, certificate or token cannot be used
     */
    public static ApiServer start(
            ControlPlane controlPlane, ApplianceConfig config, Path configurationFile, List<ApiPart> others) {
        return new ApiServer(config, new Appliance(controlPlane, config, configurationFile), others);
    }

    private static List<ApiPart> resources(Appliance appliance, Counters counters, AlarmWatch alarms) {
        return List.of(
                new InterfaceResource(appliance, counters),
                new MembershipResource(appliance),
                new MfeResource(appliance),
                new StatisticsResource(appliance, counters),
                new IgmpResource(appliance),
                new ConfigurationResource(appliance),
                new StaticResource(appliance),
                new PlaneResource(appliance),
                new EventResource(appliance),
                new AlarmResource(alarms),
                new MetricsResource(appliance, counters, alarms),
                new LogResource(),
                new OpenApiResource());
    }

    /** The addresses beside the Unix socket, with the ports that were found free for those of port 0. */
    public List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    /** Every operation that is described in {@code openapi.yaml}, as in {@code GET /v1/interfaces}. */
    List<String> operations() {
        return routes().operations();
    }

    private Routes routes() {
        Routes routes = new Routes();
        parts.forEach(part -> part.addTo(routes));
        return routes;
    }

    /** What an earlier control plane left is in the way; whoever starts here has the lock of the directory. */
    private void listenOnSocket() {
        if (socket.toString().length() > MAX_SOCKET_PATH) {
            throw new IllegalStateException("the path of the socket " + socket + " is longer than " + MAX_SOCKET_PATH
                    + " characters; allowed is a shorter shared-dir");
        }
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("the socket " + socket + " cannot be replaced: " + e.getMessage(), e);
        }
        serve(UnixDomainSocketAddress.of(socket), Access.ofUnixSocket(), WebServer.builder());
    }

    private void listen(InetSocketAddress address, ApiConfig config) {
        Access access = Access.of(config);
        // Otherwise the end of a short answer waits for the client's acknowledgement of its beginning, 40 ms.
        WebServerConfig.Builder server = WebServer.builder().connectionOptions(socket -> socket.tcpNoDelay(true));
        config.tls().ifPresent(tls -> server.tls(tls(tls, config)));
        // The server would tell of a failure with a page of its log.
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
        } catch (IOException e) {
            String sentence = "the API cannot listen on " + text(address) + ": " + e.getMessage();
            if (config.required()) {
                throw new IllegalStateException(
                        sentence + "; allowed in api.listen are addresses of this machine with free ports", e);
            }
            LOG.warn("{}; it is at {} only", sentence, socket);
            return;
        }
        WebServer listener = serve(address, access, server);
        addresses.add(new InetSocketAddress(address.getAddress(), listener.port()));
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private WebServer serve(SocketAddress address, Access access, WebServerConfig.Builder server) {
        HttpRouting.Builder http = HttpRouting.builder().addFilter(access::filter);
        routes().addTo(http);
        parts.forEach(part -> {
            part.addTo(http);
            part.otherRoutings(access).forEach(server::addRouting);
        });
        Problems.addTo(http);
        WebServer listener = server.bindAddress(address)
                .routing(http)
                .directHandlers(Problems.forUnroutable())
                .maxTcpConnections(MAX_CONNECTIONS)
                .shutdownGracePeriod(SHUTDOWN_GRACE)
                .shutdownHook(false)
                .build()
                .start();
        listeners.add(listener);
        return listener;
    }

    private static Tls tls(ApiConfig.Tls files, ApiConfig config) {
        try {
            var tls = Tls.builder()
                    .privateKey(Keys.builder()
                            .pem(pem -> pem.key(Resource.create(files.key()))
                                    .certChain(Resource.create(files.certificate())))
                            .build())
                    .privateKeyCertChain(Keys.builder()
                            .pem(pem -> pem.key(Resource.create(files.key()))
                                    .certChain(Resource.create(files.certificate())))
                            .build());
            files.clientCa()
                    .ifPresent(authority -> tls.trust(Keys.builder()
                                    .pem(pem -> pem.certificates(Resource.create(authority)))
                                    .build())
                            .clientAuth(
                                    config.tokenFile().isPresent() ? TlsClientAuth.OPTIONAL : TlsClientAuth.REQUIRED));
            return tls.build();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "api.tls with " + files.certificate() + " and " + files.key() + " cannot be used: " + e.getMessage()
                            + "; needed are a certificate, its key and authorities in PEM",
                    e);
        }
    }

    /** Ends all connections. */
    @Override
    public void close() {
        alarms.close();
        listeners.reversed().forEach(WebServer::stop);
    }
}
