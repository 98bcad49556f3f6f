package io.umbel.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ServiceManagerTest {
    /** Stands for systemd: prints one datagram of the socket whose address it is given. */
    private static final String LISTENER = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1].replace("@", "\\0"))
            print("listening", flush=True)
            print(s.recv(100).decode())
            """;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"", "@"})
    void aListenerOnTheSocketHears_namedOrAbstract(String kind) throws IOException, InterruptedException {
        String socket = kind + directory.resolve("notify");
        Process listener = new ProcessBuilder("python3", "-c", LISTENER, socket).start();
        try (var heard = listener.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("listening", heard.readLine());
            ServiceManager.send(socket, "READY=1".getBytes(StandardCharsets.US_ASCII));
            assertEquals("READY=1", heard.readLine());
            assertTrue(listener.waitFor(10, TimeUnit.SECONDS));
        } finally {
            listener.destroyForcibly();
        }
    }

    @Test
    void aSocketThatNobodyListensOnIsNamed() {
        String socket = directory.resolve("notify").toString();
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> ServiceManager.send(socket, new byte[] {1}));
        assertEquals("nobody listens on the socket '" + socket + "' that NOTIFY_SOCKET names", refused.getMessage());
        assertTrue(Files.notExists(Path.of(socket)));
    }

    @Test
    void aNameThatNoSocketHasIsRefused() {
        String tooLong = "/" + "x".repeat(107);
        assertThrows(IllegalStateException.class, () -> ServiceManager.send(tooLong, new byte[] {1}));
    }
}
