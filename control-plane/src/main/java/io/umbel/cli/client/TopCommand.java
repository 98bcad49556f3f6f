package io.umbel.cli.client;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code umbel top}: the streams with the highest rates, refreshed in place. */
@Command(
        name = "top",
        header = "The streams with the highest rates, live.",
        description = {
            "",
            "Refreshed in place on a terminal, until Ctrl-C; elsewhere one table after the other. Of the first 1000 entries "
                    + "of the table. Out counts every copy."
        })
public final class TopCommand implements Callable<Integer> {
    private static final String CLEAR = "\u001b[H\u001b[J";
    private static final int HEADING_LINES = 3;
    private static final int BITS = 8;

    @Mixin
    private ApplianceOptions appliance = new ApplianceOptions();

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "Seconds between refreshes, 1 to 3600 (default: ${DEFAULT-VALUE}).")
    private int interval;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            defaultValue = "0",
            description = "Refresh so many times, then end.")
    private int count;

    @Option(names = "--json", description = "Print each table as a line of JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What was counted for a stream, and when. */
    private record Counted(long packets, long octets, long out, long atNanos) {}

    /** The rates of a stream, each second. */
    private record Rates(JsonNode entry, double packets, double bits, double out) {
        String label() {
            return entry.path("oifs")
                    .valueStream()
                    .map(each -> Words.of(each.path("name")))
                    .collect(Collectors.joining(","));
        }
    }

    private Map<String, Counted> before = new HashMap<>();

    @Override
    public Integer call() throws InterruptedException {
        if (interval < 1 || interval > TimeUnit.HOURS.toSeconds(1)) {
            throw new ParameterException(spec.commandLine(), "--interval is " + interval + "; allowed is 1 to 3600");
        }
        ApplianceClient client = appliance.client();
        rates(client);
        PrintWriter out = spec.commandLine().getOut();
        for (int i = 0; count == 0 || i < count; i++) {
            TimeUnit.SECONDS.sleep(interval);
            List<Rates> rates = rates(client);
            if (json) {
                rates.forEach(each -> out.println(asJson(each)));
            } else {
                show(rates, out, Terminal.ofStandardOutput());
            }
            out.flush();
        }
        return ExitCode.OK;
    }

    private List<Rates> rates(ApplianceClient client) {
        JsonNode answer = client.get("/v1/mfes", Map.of("limit", "1000"));
        long now = System.nanoTime();
        Map<String, Counted> counted = new HashMap<>();
        List<Rates> rates = answer.path("items")
                .valueStream()
                .map(entry -> rates(entry, now, counted))
                .sorted(Comparator.comparingDouble(Rates::packets).reversed())
                .toList();
        before = counted;
        return rates;
    }

    private Rates rates(JsonNode entry, long now, Map<String, Counted> counted) {
        String key = Words.of(entry.path("source")) + "," + Words.of(entry.path("group"));
        Counted after = new Counted(
                entry.path("packets").asLong(),
                entry.path("octets").asLong(),
                entry.path("out-packets").asLong(),
                now);
        counted.put(key, after);
        Counted since = before.get(key);
        // An entry that is new, or made anew, began to count at 0 a while ago: its rate is known next time.
        if (since == null || since.packets > after.packets) {
            return new Rates(entry, 0, 0, 0);
        }
        double seconds = (double) (after.atNanos - since.atNanos) / TimeUnit.SECONDS.toNanos(1);
        return new Rates(
                entry,
                (after.packets - since.packets) / seconds,
                (after.octets - since.octets) * BITS / seconds,
                (after.out - since.out) / seconds);
    }

    private static void show(List<Rates> rates, PrintWriter out, Terminal terminal) {
        if (terminal.isThere()) {
            out.print(CLEAR);
        }
        out.println(rates.size() + (rates.size() == 1 ? " stream, " : " streams, ")
                + rate(rates.stream().mapToDouble(Rates::packets).sum()) + " packets/s in, "
                + rate(rates.stream().mapToDouble(Rates::out).sum()) + " packets/s out");
        out.println();
        Table table = new Table("Source", "Group", "Input", ">Packets/s", ">Bits/s", ">Out/s", "Output");
        int room = terminal.isThere() ? Math.max(1, terminal.rows() - HEADING_LINES - 1) : rates.size();
        rates.stream()
                .limit(room)
                .forEach(each -> table.row(
                        Words.of(each.entry.path("source")),
                        Words.of(each.entry.path("group")),
                        Words.of(each.entry.path("iif")),
                        rate(each.packets),
                        rate(each.bits),
                        rate(each.out),
                        each.label()));
        table.print(out, terminal.columns());
        if (!terminal.isThere()) {
            out.println();
        }
    }

    private static String rate(double value) {
        return "%,d".formatted(Math.round(value));
    }

    private static String asJson(Rates rates) {
        return "{\"source\":\"%s\",\"group\":\"%s\",\"packets-per-second\":%.1f,\"bits-per-second\":%.1f,\"out-packets-per-second\":%.1f}"
                .formatted(
                        Words.of(rates.entry.path("source")),
                        Words.of(rates.entry.path("group")),
                        rates.packets,
                        rates.bits,
                        rates.out);
    }
}
