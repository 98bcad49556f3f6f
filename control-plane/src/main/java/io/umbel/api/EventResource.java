package io.umbel.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.umbel.controlplane.EventLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /v1/events}: what happens, as server-sent events. An id is of the control plane that runs, and a number; who comes back
 * with the last it has seen goes on there, as far as the events are still kept. Each reader reads the {@link EventLog} on a
 * thread of its own, so that a slow one holds up nobody.
 */
final class EventResource implements ApiPart {
    private static final int MAX_READERS = 512;
    private static final int BATCH = 256;
    private static final long LOOK_EVERY_MS = 20;
    private static final long COMMENT_AFTER_NS = TimeUnit.SECONDS.toNanos(10);
    private static final Pattern ID = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    private final Appliance appliance;
    private final EventLog log;
    private final Semaphore places = new Semaphore(MAX_READERS);
    private final long run = System.currentTimeMillis();

    EventResource(Appliance appliance) {
        this.appliance = appliance;
        this.log = appliance.controlPlane().events();
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/v1/events", this::stream);
    }

    private void stream(ServerRequest request, ServerResponse response) {
        Arguments arguments = new Arguments(request, "type", "after");
        Set<String> types =
                arguments.query("type").map(text -> Set.of(text.split(","))).orElse(Set.of());
        Optional<String> lastId =
                request.headers().value(HeaderNames.create("Last-Event-ID")).or(() -> arguments.query("after"));
        Position position = lastId.map(this::position).orElse(new Position(log.last(), false));
        if (!places.tryAcquire()) {
            throw Problem.unavailable("there are " + MAX_READERS + " readers of events; more are not allowed");
        }
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        try (OutputStream out = response.outputStream()) {
            follow(position, types, out);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    /** @param unknown whether the reader comes from an earlier control plane, so that nobody knows what it missed */
    private record Position(long number, boolean unknown) {}

    private Position position(String lastId) {
        Matcher id = ID.matcher(lastId);
        if (!id.matches()) {
            throw Problem.badRequest(
                    "the last event's id is '" + lastId + "'; allowed is one that an event had, as in " + id(17));
        }
        long number = Long.parseLong(id.group(2));
        boolean ours = Long.parseLong(id.group(1)) == run && number <= log.last();
        return ours ? new Position(number, false) : new Position(log.oldest() - 1, true);
    }

    private String id(long number) {
        return run + "-" + number;
    }

    private void follow(Position from, Set<String> types, OutputStream out) throws IOException, InterruptedException {
        long seen = from.number();
        // A first line, so that the reader knows that it is connected.
        write(out, ": events\n\n");
        if (from.unknown()) {
            write(out, event(seen, "missed", Map.of("type", "missed", "reason", "the control plane was started anew")));
        }
        out.flush();
        long wroteNs = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            List<EventLog.Entry> entries = log.after(seen, BATCH);
            if (!entries.isEmpty()) {
                long missed = entries.getFirst().number() - seen - 1;
                if (missed > 0) {
                    write(
                            out,
                            event(
                                    entries.getFirst().number() - 1,
                                    "missed",
                                    Map.of(
                                            "type",
                                            "missed",
                                            "events",
                                            missed,
                                            "reason",
                                            "they were not read in time")));
                }
                for (EventLog.Entry entry : entries) {
                    String type = EventDocument.type(entry.event());
                    if (types.isEmpty() || types.contains(type)) {
                        write(out, event(entry.number(), type, EventDocument.of(entry, appliance)));
                    }
                }
                seen = entries.getLast().number();
                out.flush();
                wroteNs = System.nanoTime();
            } else {
                if (System.nanoTime() - wroteNs > COMMENT_AFTER_NS) {
                    // Otherwise nobody would notice that the reader has gone.
                    write(out, ":\n\n");
                    out.flush();
                    wroteNs = System.nanoTime();
                }
                Thread.sleep(LOOK_EVERY_MS);
            }
        }
    }

    private String event(long number, String type, Map<String, Object> data) {
        return "id: " + id(number) + "\nevent: " + type + "\ndata: "
                + new String(Json.bytes(data), StandardCharsets.UTF_8) + "\n\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
