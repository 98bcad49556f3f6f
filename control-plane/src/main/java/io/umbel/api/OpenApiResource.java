package io.umbel.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code /openapi.yaml} and {@code /openapi.json}: the description of the API, as it is checked in. */
final class OpenApiResource implements ApiPart {
    private final byte[] yaml = read();
    private final byte[] json = Json.bytes(
            new Load(LoadSettings.builder().build()).loadFromString(new String(yaml, StandardCharsets.UTF_8)));

    private static byte[] read() {
        try (InputStream document = Objects.requireNonNull(OpenApiResource.class.getResourceAsStream("openapi.yaml"))) {
            return document.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/openapi.yaml", (request, response) -> {
            Arguments.none(request);
            send(response, "application/yaml", yaml);
        });
        routes.get("/openapi.json", (request, response) -> {
            Arguments.none(request);
            send(response, "application/json", json);
        });
    }

    private static void send(ServerResponse response, String type, byte[] document) {
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.send(document);
    }
}
