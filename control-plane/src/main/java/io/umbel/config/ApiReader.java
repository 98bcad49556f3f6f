package io.umbel.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code api} of a configuration file. */
final class ApiReader {
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([0-9a-fA-F:.%]+)]|([0-9.]+)):([0-9]{1,5})");
    private static final int MAX_PORT = 65_535;

    private ApiReader() {}

    static ApiConfig read(YamlField field) {
        YamlSection section = field.section("listen", "tls", "token-file");
        Optional<ApiConfig.Tls> tls = section.optional("tls").map(ApiReader::tls);
        Optional<Path> tokenFile = section.optional("token-file").map(ApiReader::file);
        List<YamlField> addresses = section.items("listen");
        List<InetSocketAddress> listen =
                section.optional("listen").isPresent() ? new ArrayList<>() : ApiConfig.DEFAULT.listen();
        boolean protectedWell = tls.isPresent()
                && (tokenFile.isPresent() || tls.get().clientCa().isPresent());
        for (YamlField each : addresses) {
            InetSocketAddress address = address(each);
            if (!address.getAddress().isLoopbackAddress() && !protectedWell) {
                throw each.refused(
                        ", wider than loopback",
                        "that only with api.tls, and api.token-file or api.tls.client-ca beside it");
            }
            if (listen.contains(address) && address.getPort() != 0) {
                throw each.refused(" for the second time", "each address only once");
            }
            listen.add(address);
        }
        return new ApiConfig(listen, section.optional("listen").isPresent(), tls, tokenFile);
    }

    private static ApiConfig.Tls tls(YamlField field) {
        YamlSection section = field.section("certificate", "key", "client-ca");
        return new ApiConfig.Tls(
                file(section.required("certificate", "/etc/umbel/api.crt")),
                file(section.required("key", "/etc/umbel/api.key")),
                section.optional("client-ca").map(ApiReader::file));
    }

    private static InetSocketAddress address(YamlField field) {
        String allowed = "a numeric address and a port, as in 127.0.0.1:" + ApiConfig.DEFAULT_PORT + " or [::1]:"
                + ApiConfig.DEFAULT_PORT;
        Matcher address = ADDRESS.matcher(field.text(allowed));
        if (address.matches()) {
            int port = Integer.parseInt(address.group(3));
            String host = address.group(1) == null ? address.group(2) : address.group(1);
            try {
                if (port <= MAX_PORT) {
                    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
                }
            } catch (IllegalArgumentException e) {
                // Refused below, as any other that is no address.
            }
        }
        throw field.refused(allowed);
    }

    private static Path file(YamlField field) {
        String allowed = "the absolute path of a file";
        try {
            Path path = Path.of(field.text(allowed));
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Refused below, as any other that is no absolute path.
        }
        throw field.refused(allowed);
    }
}
