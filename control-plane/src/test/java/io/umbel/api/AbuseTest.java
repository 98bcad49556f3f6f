package io.umbel.api;

import io.umbel.controlplane.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Those who ask too much, too long, too slowly, or for what they should not. */
@Timeout(120)
class AbuseTest {
    private static final int READERS = 1000;
    private static final long BOUND = 100 << 20;

    @RegisterExtension
    final ServedAppliance appliance = new ServedAppliance();

    @Test
    void thousandReadersAtOnceAllGetTheirAnswerAndTheControlPlaneGoesOn() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Long> slowest = threads.submit(() -> slowestCommandMs(done));
            List<Callable<Integer>> readers = IntStream.range(0, READERS)
                    .<Callable<Integer>>mapToObj(reader -> () -> {
                        String path = List.of("/v1/mfes", "/v1/memberships", "/v1/igmp/interfaces", "/metrics")
                                .get(reader % 4);
                        return status("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                    })
                    .toList();
            for (Future<Integer> answer : threads.invokeAll(readers)) {
                assertEquals(200, answer.get());
            }
            done.set(true);
            // A lost wake-up or a queue of readers would show as seconds.
            System.out.println(
                    "slowest command of the control plane beside " + READERS + " readers: " + slowest.get() + " ms");
        }
    }

    private long slowestCommandMs(AtomicBoolean done) {
        long slowest = 0;
        while (!done.get()) {
            long began = System.nanoTime();
            appliance
                    .controlPlane()
                    .submit(_ -> true)
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            slowest = Math.max(slowest, System.nanoTime() - began);
        }
        return TimeUnit.NANOSECONDS.toMillis(slowest);
    }

    @Test
    void readersOfEventsWhoReadNothingHoldUpNobody() throws IOException {
        List<Socket> sleepers = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket sleeper = connect();
                sleeper.getOutputStream()
                        .write("GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                sleepers.add(sleeper);
            }
            for (int i = 0; i < 100_000; i++) {
                appliance.controlPlane().events().accept(new Event.Alarm("test", true, "x".repeat(200)));
            }
            assertEquals(200, appliance.get("/health/live").statusCode());
        } finally {
            for (Socket sleeper : sleepers) {
                sleeper.close();
            }
        }
    }

    /** What they send or do not read would be hundreds of mebioctets, if the server kept it. */
    @Test
    void manyWhoAskSleepOrSendTooMuchTakeBoundedMemory() throws Exception {
        List<Socket> guests = new ArrayList<>();
        long before = liveHeap();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < READERS; i++) {
                Socket reader = connect();
                guests.add(reader);
                reader.getOutputStream().write(ascii("GET /v1/mfes HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            }
            for (int i = 0; i < 50; i++) {
                Socket sleeper = connect();
                guests.add(sleeper);
                sleeper.getOutputStream().write(ascii("GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            }
            List<Callable<String>> senders = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                Socket sender = connect();
                guests.add(sender);
                senders.add(() -> tenMebioctets(sender));
            }
            for (Future<String> answer : threads.invokeAll(senders)) {
                assertTrue(answer.get().isEmpty() || answer.get().startsWith("HTTP/1.1 413"), answer.get());
            }
            for (int i = 0; i < 100_000; i++) {
                appliance.controlPlane().events().accept(new Event.Alarm("test", true, "x".repeat(200)));
            }
            assertEquals(200, appliance.get("/health/live").statusCode());
            long grown = liveHeap() - before;
            System.out.println("live heap of " + guests.size() + " guests, the test's own part included: "
                    + (grown >> 20) + " MiB");
            assertTrue(grown < BOUND, grown + " octets");
        } finally {
            for (Socket guest : guests) {
                guest.close();
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String tenMebioctets(Socket sender) throws IOException {
        try {
            OutputStream out = sender.getOutputStream();
            out.write(ascii("PUT /v1/static-mroutes/239.7.7.7/10.0.1.9 HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + (10 << 20) + "\r\n\r\n"));
            for (int i = 0; i < 160; i++) {
                out.write(new byte[1 << 16]);
            }
        } catch (SocketException refused) {
            // It need not be read to its end.
        }
        return answer(sender);
    }

    @Test
    void bodyOfTenMebioctetsIsRefused() {
        HttpResponse<String> answer = appliance.send(appliance
                .request("/v1/static-mroutes/239.7.7.7/10.0.1.9")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[10 << 20])));
        assertEquals(413, answer.statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{",
                "[]",
                "null",
                "{\"iif\":\"west\"}",
                "{\"iif\":\"west\",\"oifs\":null}",
                "{\"iif\":\"west\",\"oifs\":[],\"more\":1}",
                "{\"iif\":\"west\",\"oifs\":[]}{}",
                "{\"iif\":[[[[[[",
            })
    void malformedBodyIsRefused(String body) {
        HttpResponse<String> answer = appliance.send(appliance
                .request("/v1/static-mroutes/239.7.7.7/10.0.1.9")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
        assertEquals(400, answer.statusCode(), answer::body);
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void bodyOfAnotherTypeIsRefused() {
        assertEquals(
                415,
                appliance
                        .send(appliance
                                .request("/v1/static-mroutes/239.7.7.7/10.0.1.9")
                                .PUT(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "404, /v1/configuration/../../../../etc/passwd",
        "404, /v1/configuration/..%2f..%2fetc%2fpasswd",
        "404, /v1/interfaces/%2e%2e%2f%00",
        "400, /v1/mfes/239.1.1.1/%00",
        "400, /v1/mfes?limit=0",
        "400, /v1/mfes?limit=99999999999999999999",
        "400, /v1/mfes?limit=1&limit=2",
        "400, /v1/mfes?after=239.1.1.1",
        "400, /v1/mfes?group=%zz",
        "400, /v1/mfes?grp=239.1.1.1",
        "404, /v1/mfes?interface=nowhere",
        "404, /v2/interfaces",
        "404, //v1/interfaces//",
    })
    void trickyPathIsAnsweredAsItDeserves(int status, String path) throws IOException {
        assertEquals(status, status("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }

    @Test
    void otherMethodOfAKnownPathIsNotAllowed() {
        HttpResponse<String> answer =
                appliance.send(appliance.request("/v1/interfaces").DELETE());
        assertEquals(405, answer.statusCode());
        assertEquals("GET", answer.headers().firstValue("Allow").orElse(""));
    }

    @Test
    void browserThatServesAnotherSiteIsTurnedAway() {
        assertEquals(
                403,
                appliance
                        .send(appliance
                                .request("/v1/configuration/reload")
                                .header("Origin", "http://evil.example")
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode());
    }

    @Test
    void requestForAnotherHostIsTurnedAway() throws IOException {
        assertEquals(403, status("GET /v1/interfaces HTTP/1.1\r\nHost: evil.example\r\n\r\n"));
    }

    @ParameterizedTest
    @CsvSource({"-1", "+1", "abc", "99999999999999999999", "''"})
    void lengthThatIsNoneIsRefused(String length) throws IOException {
        for (String method : List.of("GET", "PUT")) {
            assertEquals(
                    400,
                    status(method + " /v1/interfaces/west HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length
                            + "\r\n\r\n"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"GET", "\u0000\u0001\u0002", "GET /v1/interfaces HTTP/9.9"})
    void whatIsNotHttpDoesNoHarm(String text) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write((text + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            assertTrue(!answer(socket).startsWith("HTTP/1.1 5"), text);
        }
        assertEquals(200, appliance.get("/health/live").statusCode());
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(appliance.address().getAddress(), appliance.address().getPort());
        socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
        return socket;
    }

    private int status(String request) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return Integer.parseInt(new String(line, StandardCharsets.ISO_8859_1).substring("HTTP/1.1 ".length()));
        }
    }

    private static String answer(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
        } catch (SocketException broken) {
            return "";
        }
    }
}
