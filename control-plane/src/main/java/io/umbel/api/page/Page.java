package io.umbel.api.page;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.umbel.api.ApiPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/**
 * The page at {@code /}. Its files are named here, so there is no path to anything else; it may load nothing from elsewhere, and no
 * script or style that stands in a document.
 */
public final class Page implements ApiPart {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String INDEX = "index.html";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry(INDEX, "text/html; charset=utf-8"),
            Map.entry("page.css", CSS),
            Map.entry("umbel.svg", "image/svg+xml"),
            Map.entry("main.js", JAVASCRIPT),
            Map.entry("api.js", JAVASCRIPT),
            Map.entry("box.js", JAVASCRIPT),
            Map.entry("charts.js", JAVASCRIPT),
            Map.entry("dom.js", JAVASCRIPT),
            Map.entry("rates.js", JAVASCRIPT),
            Map.entry("streams.js", JAVASCRIPT),
            Map.entry("tree.js", JAVASCRIPT),
            Map.entry("uplot/uPlot.esm.js", JAVASCRIPT),
            Map.entry("uplot/uPlot.min.css", CSS));

    @Override
    public void addTo(HttpRouting.Builder http) {
        TYPES.forEach((file, type) -> {
            byte[] octets = read(file);
            http.get("/page/" + file, (_, response) -> send(response, type, octets));
            if (file.equals(INDEX)) {
                http.get("/", (_, response) -> send(response, type, octets));
            }
        });
    }

    private static void send(ServerResponse response, String type, byte[] octets) {
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.header(HeaderNames.CACHE_CONTROL, "no-cache");
        response.header(HeaderNames.create("Content-Security-Policy"), POLICY);
        response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
        response.header(HeaderNames.create("Referrer-Policy"), "no-referrer");
        response.send(octets);
    }

    private static byte[] read(String file) {
        try (InputStream resource = Page.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(resource, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
