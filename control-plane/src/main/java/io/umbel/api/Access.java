package io.umbel.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRequest;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.umbel.config.ApiConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a listener lets in. At the Unix socket the permissions of its directory decide. Elsewhere, if the appliance knows its
 * clients, one must show the token (RFC 6750) or a certificate.
 *
 * <p>A browser may not be made a messenger of another site: it names the site it serves, which must be this one, and the host it
 * thinks it talks to, which must be an address or {@code localhost} where no token is asked for.
 */
public final class Access {
    private static final int LEAST_TOKEN_LENGTH = 16;
    private static final String BEARER = "Bearer ";
    private static final Pattern ADDRESS_OR_LOCALHOST =
            Pattern.compile("(?i)(?:[0-9.]+|\\[[0-9a-f:.%]+]|localhost)(?::[0-9]+)?");

    private final boolean local;
    private final boolean open;
    private final Optional<byte[]> token;

    private Access(boolean local, boolean open, Optional<byte[]> token) {
        this.local = local;
        this.open = open;
        this.token = token;
    }

    /** Of the Unix socket. */
    static Access ofUnixSocket() {
        return new Access(true, true, Optional.empty());
    }

    /**
     * Of the configured addresses.
     *
     * @throws IllegalStateException with one sentence, if the token cannot be used
     */
    public static Access of(ApiConfig config) {
        return new Access(false, !config.knowsItsClients(), config.tokenFile().map(Access::readToken));
    }

    private static byte[] readToken(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (token.length() < LEAST_TOKEN_LENGTH || !token.matches("[\\x21-\\x7e]+")) {
                throw new IllegalStateException("api.token-file " + file + " has a token of " + token.length()
                        + " characters; allowed is one line of at least " + LEAST_TOKEN_LENGTH
                        + " characters of ASCII, without spaces");
            }
            return token.getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "api.token-file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + "); needed is a file with the token",
                    e);
        }
    }

    /**
     * Whether a client is let in. Any thread may ask.
     *
     * @param authorization the header of that name
     * @param certified whether it has shown a certificate of the configured authority
     */
    public boolean lets(Optional<String> authorization, boolean certified) {
        return open || certified || authorization.filter(this::bearsToken).isPresent();
    }

    private boolean bearsToken(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && token.isPresent()
                && MessageDigest.isEqual(
                        token.get(),
                        authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8));
    }

    void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        boolean certified = request.remotePeer().tlsCertificates().isPresent();
        if (!lets(header(request, "Authorization"), certified)) {
            response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
            throw new Problem(
                    Status.UNAUTHORIZED_401,
                    "the request bears no token that is known here; needed is Authorization: Bearer TOKEN");
        }
        String host = request.authority();
        if (open && !local && !ADDRESS_OR_LOCALHOST.matcher(host).matches()) {
            throw new Problem(
                    Status.FORBIDDEN_403,
                    "the request is for the host '" + host + "'; allowed is an address, or localhost");
        }
        Optional<String> origin = header(request, "Origin");
        if (origin.isPresent() && !isSame(origin.get(), host)) {
            throw new Problem(
                    Status.FORBIDDEN_403,
                    "the request comes from a page of another site; allowed are those of this one");
        }
        chain.proceed();
    }

    private static boolean isSame(String origin, String host) {
        try {
            return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.headers().value(HeaderNames.create(name));
    }
}
