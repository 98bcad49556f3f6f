package io.umbel.perf.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The report's page in a real browser: every table and plot is there, and nothing is fetched from elsewhere. */
@Tag("process")
@EnabledIf(
        value = "io.umbel.perf.report.Chromium#isInstalled",
        disabledReason = "Chromium is not installed; as root, umbel test installs it")
class ReportInBrowserTest {
    /** Says what a reader would see; the page itself has no script. */
    private static final String PROBE = """
            <script>
            addEventListener('load', () => {
              const shown = selector => [...document.querySelectorAll(selector)].filter(e => {
                const box = e.getBoundingClientRect();
                return box.width > 100 && box.height > 20;
              });
              const luminance = colour => colour.match(/\\d+/g).slice(0, 3).reduce((sum, c) => sum + Number(c), 0);
              const seen = document.createElement('pre');
              seen.id = 'seen';
              seen.textContent = JSON.stringify({
                tables: shown('table[data-table]').map(e => e.dataset.table),
                plots: shown('figure[data-plot]').map(e => e.dataset.plot),
                lines: [...document.querySelectorAll('svg path.line')].filter(e => e.getTotalLength() > 50).length,
                dots: [...document.querySelectorAll('svg circle')].filter(e => e.getBoundingClientRect().width > 2).length,
                overflow: document.documentElement.scrollWidth > innerWidth,
                fetched: performance.getEntriesByType('resource').map(e => e.name).filter(name => !name.startsWith('data:')),
                page: luminance(getComputedStyle(document.body).backgroundColor),
                ink: luminance(getComputedStyle(document.body).color)
              });
              document.body.append(seen);
            });
            </script>
            """;

    private static JsonNode seen(Path directory, String scheme) throws Exception {
        String html = HtmlReport.of(SampleReport.of(1), Map.of("throughput", "About it."));
        Path page = Files.writeString(directory.resolve("report.html"), html.replace("</body>", PROBE + "</body>"));
        String elements = Chromium.elements(page, directory.resolve("profile"), scheme);
        Matcher found =
                Pattern.compile("<pre id=\"seen\">(.*?)</pre>", Pattern.DOTALL).matcher(elements);
        assertTrue(found.find(), elements);
        return new JsonMapper().readTree(found.group(1).replace("&amp;", "&").replace("&quot;", "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void everyTableAndPlotIsThere_andNothingIsFetched(String scheme, @TempDir Path directory) throws Exception {
        JsonNode seen = seen(directory, scheme);
        assertEquals(
                "[\"summary\",\"verdicts\",\"setup\",\"throughput/umbel\",\"throughput/kernel\",\"join-delay/umbel\","
                        + "\"join-delay/kernel\"]",
                seen.get("tables").toString());
        assertEquals("[\"throughput\",\"join-delay\"]", seen.get("plots").toString());
        // Two devices in each plot; three sizes and twenty joins.
        assertEquals(4, seen.get("lines").asInt(), seen::toString);
        assertEquals(2 * (3 + 20), seen.get("dots").asInt(), seen::toString);
        assertEquals("[]", seen.get("fetched").toString());
        assertEquals("false", seen.get("overflow").toString());
        boolean dark = seen.get("page").asInt() < seen.get("ink").asInt();
        assertEquals(scheme.equals("dark"), dark, seen::toString);
    }
}
