package io.umbel.cli.client;

import io.helidon.webclient.api.HttpClientResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code umbel events}: what happened, and with {@code --follow} what happens. */
@Command(
        name = "events",
        header = "Shows what happened, and with --follow what happens.",
        description = {
            "",
            "Without --follow, the events that the appliance still keeps, the latest 16,384. With it, those to come, until "
                    + "Ctrl-C; if the control plane is restarted meanwhile, it goes on with the next one's. An event of type "
                    + "missed says how many were not seen."
        })
public final class EventsCommand implements Callable<Integer> {
    private static final String PATH = "/v1/events";
    /** No control plane's id: those that are kept are sent from the oldest. */
    private static final String OLDEST = "0-0";

    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final int LINES_AHEAD = 1024;
    private static final String ID = "id: ";
    private static final String DATA = "data: ";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final JsonMapper JSON = new JsonMapper();

    @Mixin
    private ApplianceOptions appliance = new ApplianceOptions();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what happens next, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--type", paramLabel = "TYPES", description = "Only these, as in mfe-added,mfe-removed.")
    private @Nullable String types;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            defaultValue = "0",
            description = "End after so many events.")
    private int count;

    @Option(names = "--json", description = "Print each event as a line of JSON, as the API has it.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private int printed;
    private @Nullable String lastId;

    @Override
    public Integer call() throws InterruptedException {
        ApplianceClient client = appliance.client();
        lastId = follow ? null : OLDEST;
        // The first time an appliance must be there; later it is waited for.
        read(client);
        while (follow && !isEnough()) {
            try {
                TimeUnit.SECONDS.sleep(1);
                read(client);
            } catch (UnreachableException notYet) {
                spec.commandLine().getErr().println("umbel: the control plane is away; waiting for it");
            }
        }
        return ExitCode.OK;
    }

    /** Reads until the stream ends, or nothing more is kept. */
    private void read(ApplianceClient client) throws InterruptedException {
        Map<String, String> query = new LinkedHashMap<>();
        if (lastId != null) {
            query.put("after", lastId);
        }
        if (types != null) {
            query.put("type", types);
        }
        BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>(LINES_AHEAD);
        try (HttpClientResponse response = client.stream(PATH, query)) {
            Thread reader = Thread.ofVirtual().start(() -> readLines(response, lines));
            try {
                for (Optional<String> line = next(lines); line.isPresent(); line = next(lines)) {
                    take(line.get());
                    if (isEnough()) {
                        return;
                    }
                }
            } finally {
                reader.interrupt();
            }
        }
    }

    /** On a thread of its own, since a read from a Unix socket has no time limit. After the last line comes none. */
    private static void readLines(HttpClientResponse response, BlockingQueue<Optional<String>> lines) {
        try {
            try (BufferedReader events =
                    new BufferedReader(new InputStreamReader(response.inputStream(), StandardCharsets.UTF_8))) {
                for (String line = events.readLine(); line != null; line = events.readLine()) {
                    lines.put(Optional.of(line));
                }
            } catch (IOException | RuntimeException gone) {
                // The appliance went, which is an end like any other.
            }
            lines.put(Optional.empty());
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next line; none if the stream has ended, or if there is nothing more that is kept. */
    private Optional<String> next(BlockingQueue<Optional<String>> lines) throws InterruptedException {
        if (follow) {
            return lines.take();
        }
        Optional<String> line = lines.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
        return line == null ? Optional.empty() : line;
    }

    private void take(String line) {
        if (line.startsWith(ID)) {
            lastId = line.substring(ID.length());
        } else if (line.startsWith(DATA)) {
            print(line.substring(DATA.length()));
        }
    }

    private boolean isEnough() {
        return count > 0 && printed >= count;
    }

    private void print(String data) {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode event = JSON.readTree(data);
        if (!follow && event.path("type").asString("").equals("missed") && !event.has("events")) {
            // That nobody knows what was before the oldest is no news here.
            return;
        }
        out.println(json ? data : text(event));
        out.flush();
        printed++;
    }

    private static String text(JsonNode event) {
        String what = event.propertyStream()
                .filter(each -> !each.getKey().equals("type") && !each.getKey().equals("time"))
                .map(each -> each.getKey() + " "
                        + (each.getValue().isArray() ? Words.list(each.getValue()) : Words.of(each.getValue())))
                .collect(Collectors.joining("  "));
        return "%s  %-20s  %s"
                .formatted(
                        time(event.path("time").asString("")),
                        event.path("type").asString(""),
                        what)
                .stripTrailing();
    }

    private static String time(String instant) {
        try {
            return TIME.format(Instant.parse(instant));
        } catch (DateTimeParseException e) {
            return instant;
        }
    }
}
