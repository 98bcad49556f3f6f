package io.umbel.api.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium, driven by the WebDriver protocol (W3C). */
final class Browser implements AutoCloseable {
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    static final String TAB = "\uE004";
    static final String ENTER = "\uE007";
    static final String ESCAPE = "\uE00C";
    static final String DOWN = "\uE015";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;

    /** @param profile where it keeps what it remembers */
    Browser(Path profile) throws IOException, InterruptedException {
        driver = new ProcessBuilder(DRIVER.toString(), "--port=0")
                .redirectErrorStream(true)
                .start();
        String root = "http://127.0.0.1:" + port(driver) + "/session";
        Map<String, Object> chrome = Map.of(
                "args",
                List.of(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--window-size=1440,1100",
                        "--user-data-dir=" + profile));
        JsonNode made = send(
                root,
                Map.of(
                        "capabilities",
                        Map.of(
                                "alwaysMatch",
                                Map.of("goog:chromeOptions", chrome, "goog:loggingPrefs", Map.of("browser", "ALL")))));
        session = root + "/" + made.get("sessionId").asString();
    }

    private static int port(Process driver) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
                return Integer.parseInt(started.group(1));
            }
        }
        throw new IllegalStateException("chromedriver ended before it listened");
    }

    private JsonNode send(String url, Object body) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode value = JSON.readTree(response.body()).get("value");
        if (response.statusCode() != 200) {
            throw new AssertionError(url + ": " + value);
        }
        return value;
    }

    void open(String url) throws IOException, InterruptedException {
        send(session + "/url", Map.of("url", url));
    }

    /** What a script returns. */
    JsonNode run(String script) throws IOException, InterruptedException {
        return send(session + "/execute/sync", Map.of("script", script, "args", List.of()));
    }

    /** The text that is seen of the first element that the selector finds; empty if there is none. */
    String text(String selector) throws IOException, InterruptedException {
        return run("return document.querySelector(" + JSON.writeValueAsString(selector) + ")?.innerText ?? ''")
                .asString();
    }

    /** Types keys, one after the other. */
    void type(String keys) throws IOException, InterruptedException {
        List<Map<String, String>> strokes = keys.codePoints()
                .mapToObj(Character::toString)
                .flatMap(key ->
                        List.of(Map.of("type", "keyDown", "value", key), Map.of("type", "keyUp", "value", key))
                                .stream())
                .toList();
        send(
                session + "/actions",
                Map.of("actions", List.of(Map.of("type", "key", "id", "keyboard", "actions", strokes))));
    }

    /** @param scheme {@code light} or {@code dark} */
    void prefer(String scheme) throws IOException, InterruptedException {
        send(
                session + "/goog/cdp/execute",
                Map.of(
                        "cmd",
                        "Emulation.setEmulatedMedia",
                        "params",
                        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme)))));
    }

    /** What the console says since the last look. */
    JsonNode console() throws IOException, InterruptedException {
        return send(session + "/se/log", Map.of("type", "browser"));
    }

    void screenshot(Path file) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(session + "/screenshot")).build(),
                HttpResponse.BodyHandlers.ofString());
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(JSON.readTree(response.body()).get("value").asString()));
    }

    @Override
    public void close() {
        try {
            client.send(
                    HttpRequest.newBuilder(URI.create(session)).DELETE().build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException | InterruptedException gone) {
            // The driver is ended anyway.
        }
        driver.destroy();
        client.close();
    }
}
