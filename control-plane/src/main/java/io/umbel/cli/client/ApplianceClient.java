package io.umbel.cli.client;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webclient.api.HttpClientRequest;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.WebClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running appliance, by its API. Whatever it refuses is an {@link IllegalStateException} with its own sentence. For one thread.
 */
final class ApplianceClient {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ENDLESS = Duration.ofDays(1);
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final WebClient http;
    private final Optional<SocketAddress> socket;
    private final Optional<String> token;

    /**
     * @param name what it is called in an error
     * @param base {@code http://...} or {@code https://...}
     * @param socket the Unix socket to go through, if it is one
     * @param token what is shown with every request (RFC 6750)
     */
    ApplianceClient(String name, URI base, Optional<SocketAddress> socket, Optional<String> token) {
        this.name = name;
        this.socket = socket;
        this.token = token;
        this.http = WebClient.builder()
                .baseUri(base)
                .connectTimeout(PATIENCE)
                .readTimeout(PATIENCE)
                .build();
    }

    /** Reads a resource; the query goes with it. */
    JsonNode get(String path, Map<String, String> query) {
        HttpClientRequest request = request(Method.GET, path);
        query.forEach(request::queryParam);
        return answer(request);
    }

    /** Reads a resource. */
    JsonNode get(String path) {
        return get(path, Map.of());
    }

    /** Asks for a change; the query goes with it. */
    JsonNode change(Method method, String path, Map<String, String> query) {
        HttpClientRequest request = request(method, path);
        query.forEach(request::queryParam);
        return answer(request);
    }

    /** Asks for a change that a body describes. */
    JsonNode replace(String path, Object body) {
        HttpClientRequest request = request(Method.PUT, path);
        request.header(HeaderNames.CONTENT_TYPE, "application/json");
        return answer(() -> request.submit(JSON.writeValueAsBytes(body)));
    }

    /** Reads a resource that does not end; the caller closes it. */
    HttpClientResponse stream(String path, Map<String, String> query) {
        HttpClientRequest request = request(Method.GET, path).readTimeout(ENDLESS);
        query.forEach(request::queryParam);
        return send(request::request);
    }

    private HttpClientRequest request(Method method, String path) {
        HttpClientRequest request = http.method(method).path(path);
        socket.ifPresent(request::address);
        token.ifPresent(value -> request.header(HeaderNames.AUTHORIZATION, "Bearer " + value));
        return request;
    }

    private JsonNode answer(HttpClientRequest request) {
        return answer(request::request);
    }

    private JsonNode answer(Supplier<HttpClientResponse> request) {
        try (HttpClientResponse response = send(request)) {
            return read(response);
        }
    }

    /** The answer, if it is not a problem. */
    private HttpClientResponse send(Supplier<HttpClientResponse> request) {
        HttpClientResponse response;
        try {
            response = request.get();
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new UnreachableException(
                    "no appliance answers at " + name + "; start it, or name another with --socket or --url", e);
        }
        if (response.status().family() == Status.Family.SUCCESSFUL) {
            return response;
        }
        try (response) {
            throw new IllegalStateException(read(response)
                    .path("detail")
                    .asString("the appliance at " + name + " answers " + response.status()));
        }
    }

    private JsonNode read(HttpClientResponse response) {
        try (InputStream entity = response.inputStream()) {
            return JSON.readTree(entity);
        } catch (IOException | UncheckedIOException e) {
            throw new UnreachableException("the appliance at " + name + " did not finish its answer", e);
        } catch (JacksonException e) {
            throw new IllegalStateException("what answers at " + name + " is no appliance: its answer is not JSON", e);
        }
    }
}
