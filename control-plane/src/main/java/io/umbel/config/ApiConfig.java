package io.umbel.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the API listens beside its Unix socket, and whom it lets in there.
 *
 * @param listen addresses; those wider than loopback need TLS, and a token or certificates of clients.
 * @param required whether the appliance does not start without these addresses; not so if nobody asked for them.
 * @param tls how connections to these addresses are protected; not at all where there is none.
 * @param tokenFile the file with the token that requests to these addresses bear (RFC 6750).
 */
public record ApiConfig(List<InetSocketAddress> listen, boolean required, Optional<Tls> tls, Optional<Path> tokenFile) {
    /** The port, unless the file names another. */
    public static final int DEFAULT_PORT = 8040;

    /** What holds when the file says nothing: loopback, if the port is free there. */
    public static final ApiConfig DEFAULT = new ApiConfig(
            List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), DEFAULT_PORT)),
            false,
            Optional.empty(),
            Optional.empty());

    public ApiConfig {
        listen = List.copyOf(listen);
    }

    /** Whether a client must show a token or a certificate. */
    public boolean knowsItsClients() {
        return tokenFile.isPresent() || tls.flatMap(Tls::clientCa).isPresent();
    }

    /**
     * TLS, with files in PEM.
     *
     * @param certificate of the appliance, with what stands between it and its authority.
     * @param key of the certificate, unencrypted.
     * @param clientCa the authority of the certificates of clients.
     */
    public record Tls(Path certificate, Path key, Optional<Path> clientCa) {}
}
