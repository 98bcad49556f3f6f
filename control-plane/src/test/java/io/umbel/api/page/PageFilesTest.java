package io.umbel.api.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The files of the page, as the server gives them. */
class PageFilesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "uPlot.esm.js, 5dd9b3281aa64b461b42d9945f6adb2649d346502b12281a9ae0d46599a80eba",
        "uPlot.min.css, df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04"
    })
    void plottingLibraryIsThatOfItsPackage(String file, String sha256) throws IOException, NoSuchAlgorithmException {
        try (InputStream resource = Objects.requireNonNull(Page.class.getResourceAsStream("uplot/" + file))) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(resource.readAllBytes());
            assertEquals(sha256, HexFormat.of().formatHex(digest));
        }
    }

    @Test
    void pageMayLoadNothingFromElsewhereAndNothingInline() throws Exception {
        try (PagedAppliance appliance = new PagedAppliance(directory, 0)) {
            HttpResponse<String> page = appliance.get("/");
            String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self'"), policy);
            assertTrue(!policy.contains("unsafe"), policy);
            assertTrue(
                    !page.body().matches("(?s).*(<style|\\sstyle=|<script>|https?://|\\son[a-z]+=).*"),
                    "inline or elsewhere");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/",
                "/page/nothing.js",
                "/page/../Page.class",
                "/page/%2e%2e/Page.class",
                "/page/uplot/LICENSE"
            })
    void whatIsNotOfThePageIsNotThere(String path) throws Exception {
        try (PagedAppliance appliance = new PagedAppliance(directory, 0)) {
            assertTrue(appliance.get(path).statusCode() >= 400);
        }
    }
}
