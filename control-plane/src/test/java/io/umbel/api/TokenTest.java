package io.umbel.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

@Timeout(60)
class TokenTest {
    private static final String TOKEN = "c29tZSB0b2tlbiB0aGF0IGlzIGxvbmc=";

    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "200, Bearer c29tZSB0b2tlbiB0aGF0IGlzIGxvbmc=",
        "200, bearer c29tZSB0b2tlbiB0aGF0IGlzIGxvbmc=",
        "401, Bearer c29tZSB0b2tlbiB0aGF0IGlzIGxvbmc",
        "401, Bearer ''",
        "401, Basic c29tZSB0b2tlbiB0aGF0IGlzIGxvbmc=",
        "401, c29tZSB0b2tlbiB0aGF0IGlzIGxvbmc=",
    })
    void onlyTheTokenLetsIn(int status, String authorization) throws IOException {
        try (ServedAppliance appliance = withToken(TOKEN).start()) {
            assertEquals(
                    status,
                    appliance
                            .send(appliance.request("/v1/planes").header("Authorization", authorization))
                            .statusCode());
        }
    }

    @Test
    void whoBearsNoTokenIsToldWhatIsNeeded() throws IOException {
        try (ServedAppliance appliance = withToken(TOKEN).start()) {
            var answer = appliance.get("/v1/planes");
            assertEquals(401, answer.statusCode());
            assertEquals(
                    "Bearer", answer.headers().firstValue("WWW-Authenticate").orElse(""));
        }
    }

    @Test
    void shortTokenKeepsTheServerFromStarting() throws IOException {
        try (ServedAppliance appliance = withToken("secret")) {
            assertEquals(
                    "api.token-file " + directory.resolve("token")
                            + " has a token of 6 characters; allowed is one line of at least 16 characters of ASCII, without spaces",
                    assertThrows(IllegalStateException.class, appliance::start).getMessage());
        }
    }

    private ServedAppliance withToken(String token) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), token + "\n");
        return new ServedAppliance("api: { listen: [127.0.0.1:0], token-file: " + file + " }");
    }
}
