package io.umbel.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.umbel.config.ConfigurationDocument;
import java.io.IOException;
import java.nio.file.Files;

/** {@code /v1/configuration}: what holds, with all that the file leaves to be understood; and the file. */
final class ConfigurationResource implements ApiPart {
    private final Appliance appliance;

    ConfigurationResource(Appliance appliance) {
        this.appliance = appliance;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/v1/configuration", this::effective);
        routes.get("/v1/configuration/file", this::file);
        routes.post("/v1/configuration/reload", this::reload);
    }

    /** The whole file is checked before anything is changed. */
    private void reload(ServerRequest request, ServerResponse response) {
        Arguments.none(request);
        Json.send(response, new ConfigurationChange.Changed(appliance.change(_ -> appliance.readFile())));
    }

    private void effective(ServerRequest request, ServerResponse response) {
        Arguments.none(request);
        Json.send(response, ConfigurationDocument.of(appliance.config()));
    }

    private void file(ServerRequest request, ServerResponse response) {
        Arguments.none(request);
        try {
            byte[] content = Files.readAllBytes(appliance.configurationFile());
            response.header(HeaderNames.CONTENT_TYPE, "application/yaml");
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
            response.send(content);
        } catch (IOException e) {
            throw Problem.notFound("the configuration file " + appliance.configurationFile()
                    + " cannot be read any more: " + e.getClass().getSimpleName());
        }
    }
}
