package io.umbel.api;

import io.umbel.controlplane.Event;
import io.umbel.controlplane.EventLog;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class EventsTest {
    private static final SourceGroup NEWS = SourceGroup.anySource(Ipv4.parse("239.9.9.9"));
    private static final InterfaceId ELSEWHERE = InterfaceId.of(77);

    @RegisterExtension
    final ServedAppliance appliance = new ServedAppliance();

    /** A reader of events; what it reads are {@code id}, {@code event} and {@code data} of each. */
    private static final class Reader implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        /** Connected when this returns. */
        Reader(ServedAppliance appliance, String query, String lastId) throws IOException {
            socket = new Socket(
                    appliance.address().getAddress(), appliance.address().getPort());
            String header = lastId.isEmpty() ? "" : "Last-Event-ID: " + lastId + "\r\n";
            socket.getOutputStream()
                    .write(("GET /v1/events" + query + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            while (!lines.readLine().equals(": events")) {
                // Headers, and the lengths of chunks.
            }
        }

        /** The next event: its lines. */
        List<String> next() throws IOException {
            List<String> event = new ArrayList<>();
            while (event.size() < 3) {
                String line = lines.readLine();
                if (line.matches("(id|event|data): .*")) {
                    event.add(line.replaceFirst("^[a-z]+: ", ""));
                }
            }
            return event;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void membershipThatComesIsTold() throws IOException {
        try (Reader reader = new Reader(appliance, "?type=membership-added", "")) {
            join();
            String data = reader.next().get(2);
            assertTrue(
                    data.matches(
                            "\\{\"type\":\"membership-added\",\"time\":\"[^\"]+\",\"protocol\":\"protocol-99\",\"group\":\"239.9.9.9\",\"source\":\"\\*\",\"interface\":\"77\"}"),
                    data);
        }
    }

    @Test
    void callbackIsToldWithItsProtocol() throws IOException {
        try (Reader reader = new Reader(appliance, "?type=callback", "")) {
            join();
            assertTrue(reader.next().get(2).contains("\"callback\":\"join-alert\",\"group\":\"239.9.9.9\""));
        }
    }

    @Test
    void readerWhoComesBackGoesOnWhereItWas() throws IOException {
        String seen;
        try (Reader reader = new Reader(appliance, "", "")) {
            happen(1, 1);
            seen = reader.next().getFirst();
        }
        happen(2, 3);
        try (Reader reader = new Reader(appliance, "", seen)) {
            assertTrue(reader.next().get(2).contains("\"detail\":\"2\""));
            assertTrue(reader.next().get(2).contains("\"detail\":\"3\""));
        }
    }

    @Test
    void readerWhoComesTooLateIsToldHowMuchItMissed() throws IOException {
        String seen;
        try (Reader reader = new Reader(appliance, "", "")) {
            happen(1, 1);
            seen = reader.next().getFirst();
        }
        happen(2, EventLog.CAPACITY + 11);
        try (Reader reader = new Reader(appliance, "", seen)) {
            List<String> event = reader.next();
            assertEquals("missed", event.get(1));
            assertTrue(event.get(2).contains("\"events\":10"), event.get(2));
            assertTrue(reader.next().get(2).contains("\"detail\":\"12\""));
        }
    }

    @Test
    void readerOfAnEarlierControlPlaneIsToldSo() throws IOException {
        try (Reader reader = new Reader(appliance, "", "1-5")) {
            assertTrue(reader.next().get(2).contains("started anew"));
        }
    }

    @Test
    void idThatNoEventHadIsRefused() {
        assertEquals(
                400,
                appliance
                        .send(appliance.request("/v1/events").header("Last-Event-ID", "x"))
                        .statusCode());
    }

    private void happen(int from, int to) {
        IntStream.rangeClosed(from, to)
                .forEach(number -> appliance
                        .controlPlane()
                        .events()
                        .accept(new Event.Alarm("test", true, Integer.toString(number))));
    }

    private void join() {
        appliance
                .controlPlane()
                .submit(manager -> {
                    ProtocolHandle handle = manager.register(new RoutingProtocolCallbacks() {}, new ProtocolId(99, 1));
                    manager.takeInterfaceOwnership(handle, ELSEWHERE);
                    manager.addGroupMembership(handle, NEWS, ELSEWHERE, StateFlags.JOIN);
                    return true;
                })
                .join();
    }
}
