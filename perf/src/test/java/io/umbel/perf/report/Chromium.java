package io.umbel.perf.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Debian's Chromium without a window: opens a page of this machine, and shows what became of it. */
final class Chromium {
    private static final String PROGRAM = "/usr/bin/chromium";
    private static final long PATIENCE_SECONDS = 60;

    private Chromium() {}

    /** Whether it is there. */
    static boolean isInstalled() {
        return Files.isExecutable(Path.of(PROGRAM));
    }

    /**
     * The page's elements, as they are once its scripts have run, as HTML.
     *
     * @param profile a directory for the browser's own files
     * @param scheme dark or light, as a user's system would ask for
     */
    static String elements(Path page, Path profile, String scheme) throws IOException, InterruptedException {
        Path errors = profile.resolve("errors");
        Files.createDirectories(profile);
        Process browser = new ProcessBuilder(List.of(
                        PROGRAM,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--no-first-run",
                        // Nothing has a name, so nothing can be fetched.
                        "--host-resolver-rules=MAP * ~NOTFOUND",
                        "--blink-settings=preferredColorScheme=" + (scheme.equals("dark") ? 0 : 1),
                        "--window-size=1280,900",
                        "--user-data-dir=" + profile,
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        page.toUri().toString()))
                .redirectError(errors.toFile())
                .start();
        String html = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(browser.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "Chromium does not end");
        assertTrue(!html.isBlank(), () -> "Chromium shows nothing: " + read(errors));
        return html;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
