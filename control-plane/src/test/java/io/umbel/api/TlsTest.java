package io.umbel.api;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Who is let in over TLS, by handshakes as they are made between networks. */
@Timeout(60)
class TlsTest {
    private static final String TOKEN = "c29tZSB0b2tlbiB0aGF0IGlzIGxvbmc=";
    private static final Optional<String> NONE = Optional.empty();

    @TempDir
    private static Path directory;

    private static Certificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new Certificates(directory);
        certificates.makeAuthority("authority");
        certificates.makeAuthority("stranger");
        certificates.make("appliance", "authority", "rsa:2048");
        certificates.make("appliance-ec", "authority", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
        certificates.make("operator", "authority", "rsa:2048");
        certificates.make("impostor", "stranger", "rsa:2048");
        Files.writeString(directory.resolve("token"), TOKEN);
    }

    private static ServedAppliance appliance(String certificate, boolean token, boolean clientCertificate)
            throws IOException {
        return new ServedAppliance("api: { listen: [127.0.0.1:0], tls: { certificate: "
                        + certificates.certificate(certificate) + ", key: " + certificates.key(certificate)
                        + (clientCertificate ? ", client-ca: " + certificates.certificate("authority") : "") + " }"
                        + (token ? ", token-file: " + directory.resolve("token") : "") + " }")
                .start();
    }

    /** The status that a client gets. */
    private static int ask(ServedAppliance appliance, String trusts, Optional<String> shows, Optional<String> bears)
            throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(certificates.client(trusts, shows))
                .build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                    URI.create("https://127.0.0.1:" + appliance.address().getPort() + "/v1/planes"));
            bears.ifPresent(token -> request.header("Authorization", "Bearer " + token));
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        }
    }

    @ParameterizedTest
    @CsvSource({"appliance", "appliance-ec"})
    void whoBearsTheTokenIsLetIn(String certificate) throws Exception {
        try (ServedAppliance appliance = appliance(certificate, true, false)) {
            assertEquals(200, ask(appliance, "authority", NONE, Optional.of(TOKEN)));
            assertEquals(401, ask(appliance, "authority", NONE, Optional.of(TOKEN + "x")));
            assertEquals(401, ask(appliance, "authority", NONE, NONE));
        }
    }

    @Test
    void whoShowsACertificateOfTheAuthorityIsLetIn() throws Exception {
        try (ServedAppliance appliance = appliance("appliance", false, true)) {
            assertEquals(200, ask(appliance, "authority", Optional.of("operator"), NONE));
        }
    }

    @Test
    void withoutTheRightCertificateThereIsNoConnection() throws Exception {
        try (ServedAppliance appliance = appliance("appliance", false, true)) {
            assertThrows(IOException.class, () -> ask(appliance, "authority", NONE, NONE));
            assertThrows(IOException.class, () -> ask(appliance, "authority", NONE, Optional.of(TOKEN)));
            assertThrows(IOException.class, () -> ask(appliance, "authority", Optional.of("impostor"), NONE));
            assertEquals(200, ask(appliance, "authority", Optional.of("operator"), NONE));
        }
    }

    @Test
    void whereBothAreConfiguredOneIsEnough() throws Exception {
        try (ServedAppliance appliance = appliance("appliance", true, true)) {
            assertEquals(200, ask(appliance, "authority", Optional.of("operator"), NONE));
            assertEquals(200, ask(appliance, "authority", NONE, Optional.of(TOKEN)));
            assertEquals(401, ask(appliance, "authority", NONE, NONE));
            assertThrows(
                    IOException.class,
                    () -> ask(appliance, "authority", Optional.of("impostor"), Optional.of("wrong")));
        }
    }

    @Test
    void whoDoesNotTrustTheAppliancesAuthorityDoesNotConnect() throws Exception {
        try (ServedAppliance appliance = appliance("appliance", true, false)) {
            assertThrows(IOException.class, () -> ask(appliance, "stranger", NONE, Optional.of(TOKEN)));
        }
    }

    @Test
    void plainHttpIsNotAnswered() throws Exception {
        try (ServedAppliance appliance = appliance("appliance", true, false);
                Socket socket = new Socket(
                        appliance.address().getAddress(), appliance.address().getPort())) {
            socket.getOutputStream()
                    .write(("GET /v1/planes HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertFalse(answer(socket).startsWith("HTTP/"));
            assertEquals(200, ask(appliance, "authority", NONE, Optional.of(TOKEN)));
        }
    }

    private static String answer(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException broken) {
            return "";
        }
    }
}
