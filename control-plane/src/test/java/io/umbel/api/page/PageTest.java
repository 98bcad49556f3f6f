package io.umbel.api.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The page in a real browser. */
@Tag("process")
@Timeout(120)
class PageTest {
    /** WCAG 2.1, level AA, of text of this size. */
    private static final double SUFFICIENT_CONTRAST = 4.5;

    /** The lowest contrast of a text with what is behind it, and that text. */
    private static final String LOWEST_CONTRAST = """
            const parts = c => (c.match(/[0-9.]+/g) ?? [0, 0, 0, 0]).map(Number);
            const luminance = ([r, g, b]) => [r, g, b].map(v => v / 255)
                .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const ground = node => {
              for (let n = node; n; n = n.parentElement) {
                const c = parts(getComputedStyle(n).backgroundColor);
                if (c.length < 4 || c[3] > 0) return c;
              }
              return parts(getComputedStyle(document.body).backgroundColor);
            };
            let lowest = [99, ''];
            for (const node of document.querySelectorAll('body *')) {
              const own = [...node.childNodes].filter(n => n.nodeType === 3 && n.data.trim()).map(n => n.data).join('');
              if (!own || !node.checkVisibility() || node.disabled || node.matches('.skip')) continue;
              const style = getComputedStyle(node);
              const [a, b] = [luminance(parts(node instanceof SVGElement ? style.fill : style.color)), luminance(ground(node))];
              const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              if (ratio < lowest[0]) lowest = [ratio, own];
            }
            return lowest;
            """;

    @TempDir
    private static Path profile;

    private static Browser browser;

    @TempDir
    private Path directory;

    private PagedAppliance appliance;

    @BeforeAll
    static void startBrowser() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Browser.DRIVER), "needs chromium and chromium-driver");
        browser = new Browser(profile);
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        appliance = new PagedAppliance(directory, 0);
        browser.open(appliance.url());
        await(() -> browser.text("#connection").equals("live"));
    }

    @AfterEach
    void close() {
        appliance.close();
    }

    /** Asks again and again; the test's time-out ends it. */
    private static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** The texts of a table's body: cells with bars between, a line for each row. */
    private static List<String> table(String id) throws IOException, InterruptedException {
        JsonNode rows = browser.run("return [...document.querySelectorAll('#" + id
                + " tbody tr')].map(row => [...row.children].map(cell => cell.innerText).join('|'))");
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.asString()));
        return texts;
    }

    private static String focused() throws IOException, InterruptedException {
        return browser.run(
                        "const e = document.activeElement; return e.closest('#mfes tbody') ? e.innerText : e.name || e.id")
                .asString();
    }

    private static void tabTo(Callable<Boolean> wanted) throws Exception {
        for (int i = 0; i < 30 && !wanted.call(); i++) {
            browser.type(Browser.TAB);
        }
        assertTrue(wanted.call(), "is reached by Tab; at " + focused());
    }

    @Test
    void interfacesAreThoseOfTheApi() throws Exception {
        List<String> said = new ArrayList<>();
        appliance
                .json("/v1/interfaces")
                .get("interfaces")
                .forEach(each -> said.add(
                        each.get("name").asString() + "|" + each.get("address").asString() + "|"
                                + (each.has("owner") ? each.get("owner").asString() : "–") + "|0|0|"));
        await(() -> table("interfaces").equals(said));
    }

    @Test
    void streamsAreThoseOfTheApi() throws Exception {
        List<String> said = new ArrayList<>();
        appliance
                .json("/v1/mfes?limit=50")
                .get("items")
                .forEach(mfe -> said.add(mfe.get("group").asString() + "|"
                        + mfe.get("source").asString() + "|" + mfe.get("iif").asString() + "|"
                        + mfe.get("oifs").get(0).get("name").asString()));
        assertEquals(
                said,
                table("mfes").stream()
                        .map(row -> row.substring(0, row.indexOf("east1") + "east1".length()))
                        .toList());
        assertEquals(PagedAppliance.STREAMS + " of 65,536", browser.text("#sums dd"));
    }

    @Test
    void pagesOfStreamsFollowEachOtherAndNoMoreThanOneIsInTheDocument() throws Exception {
        List<Integer> sizes = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            int number = page;
            await(() -> browser.text("#where").endsWith("page " + number));
            sizes.add(table("mfes").size());
            browser.run("document.getElementById('next').click()");
        }
        assertEquals(List.of(50, 50, 20), sizes);
        browser.run("document.getElementById('first').click()");
        await(() -> table("mfes").getFirst().startsWith("239.1.1.1|"));
    }

    @Test
    void whatChangesIsSeenWithoutReloading() throws Exception {
        browser.run("document.querySelector('#mfes tbody tr').click()");
        await(() -> browser.text("#tree").contains("east1"));
        appliance.joinOnEast2("239.1.1.1");
        await(() -> table("interfaces").get(2).contains("protocol-100"));
        await(() -> table("mfes").getFirst().contains("east1, east2"));
        await(() -> browser.text("#tree").contains("east2"));
    }

    @Test
    void treeShowsSourceIncomingInterfaceAndBranches() throws Exception {
        browser.open(appliance.url() + "#stream=239.1.1.7,10.0.1.2");
        browser.run("location.reload()");
        await(() -> browser.run("return document.querySelector('#tree svg')?.getAttribute('aria-label') ?? ''")
                .asString()
                .equals("10.0.1.2 to 239.1.1.7: in on west at 0 packets a second, out on east1 at 0 packets a second"));
        assertEquals("10.0.1.2 → 239.1.1.7", browser.text("#stream-title"));
    }

    @Test
    void lostApplianceIsShownAndItsReturnToo() throws Exception {
        int port = appliance.port();
        appliance.close();
        await(() -> browser.text("#connection").startsWith("no connection"));
        assertEquals(50, table("mfes").size(), "what was shown last stays");
        appliance = new PagedAppliance(directory, port);
        await(() -> browser.text("#connection").equals("live"));
    }

    @Test
    void everythingIsReachedByKeyboard() throws Exception {
        tabTo(() -> focused().equals("group"));
        browser.type("239.1.1.9" + Browser.ENTER);
        await(() -> table("mfes").size() == 1);
        assertTrue(table("mfes").getFirst().startsWith("239.1.1.9|"));

        tabTo(() ->
                browser.run("return document.activeElement.type === 'reset'").asBoolean());
        browser.type(Browser.ENTER);
        await(() -> table("mfes").size() == 50);

        tabTo(() -> focused().startsWith("239."));
        browser.type(Browser.DOWN + Browser.ENTER);
        String opened = browser.text("#stream-title");
        assertEquals("stream", focused());
        browser.type(Browser.ESCAPE);
        assertEquals(
                "none",
                browser.run("return getComputedStyle(document.getElementById('stream')).display")
                        .asString());
        assertTrue(focused().startsWith(opened.substring(opened.indexOf("239."))), "focus is back on its row");
    }

    @Test
    void badFilterIsRefusedInTheWordsOfTheApi() throws Exception {
        tabTo(() -> focused().equals("group"));
        browser.type("239.1" + Browser.ENTER);
        await(() -> !browser.text("#refusal").isEmpty());
        assertEquals(appliance.json("/v1/mfes?group=239.1").get("detail").asString(), browser.text("#refusal"));
        assertEquals("live", browser.text("#connection"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void everyTextHasSufficientContrast(String scheme) throws Exception {
        browser.prefer(scheme);
        try {
            browser.run("document.querySelector('#mfes tbody tr').click()");
            await(() -> browser.text("#tree").contains("east1"));
            JsonNode lowest = browser.run(LOWEST_CONTRAST);
            assertTrue(lowest.get(0).asDouble() >= SUFFICIENT_CONTRAST, lowest.toString());
            assertEquals(
                    scheme.equals("dark"),
                    browser.run("return getComputedStyle(document.body).backgroundColor === 'rgb(18, 22, 21)'")
                            .asBoolean());
        } finally {
            browser.prefer("light");
        }
    }

    @Test
    void nothingIsLoadedFromElsewhereAndNoScriptOfADocumentRuns() throws Exception {
        assertEquals(
                List.of(appliance.url()),
                names(browser.run("return [...new Set(performance.getEntriesByType('resource')"
                        + ".map(entry => new URL(entry.name).origin + '/'))]")));
        browser.console();
        browser.run(
                "const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s)");
        assertEquals(false, browser.run("return window.ran === true").asBoolean());
        assertTrue(names(browser.console()).toString().contains("Content Security Policy"));
    }

    @Test
    void consoleIsEmpty() throws Exception {
        browser.console();
        browser.open(appliance.url() + "?again");
        browser.run("document.querySelector('#mfes tbody tr')?.click()");
        await(() -> browser.text("#connection").equals("live"));
        assertEquals(List.of(), names(browser.console()));
    }

    private static List<String> names(JsonNode list) {
        return list.valueStream()
                .map(JsonNode::toString)
                .map(text -> text.replaceAll("^\"|\"$", ""))
                .collect(Collectors.toList());
    }
}
