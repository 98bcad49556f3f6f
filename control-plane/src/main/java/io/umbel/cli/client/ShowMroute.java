package io.umbel.cli.client;

import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code umbel show mroute}: the forwarding entries, as routers show them. */
@Command(
        name = "mroute",
        header = "The multicast routing table, with what was forwarded.",
        description = {
            "",
            "One line for each outgoing interface of an entry, with the datagrams that left there since it joined the entry's "
                    + "outgoing list; In has those that came and were forwarded."
        })
final class ShowMroute extends Query {
    @Parameters(index = "0", arity = "0..1", paramLabel = "GROUP", description = "Only this group.")
    private @Nullable String group;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SOURCE", description = "Only this source.")
    private @Nullable String source;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "NAME",
            description = "Only entries with this interface.")
    private @Nullable String interfaceName;

    @Mixin
    private PageOptions page = new PageOptions();

    @Override
    JsonNode ask(ApplianceClient client) {
        Map<String, String> query = page.query();
        if (group != null) {
            query.put("group", group);
        }
        if (source != null) {
            query.put("source", source);
        }
        if (interfaceName != null) {
            query.put("interface", interfaceName);
        }
        return client.get("/v1/mfes", query);
    }

    @Override
    void show(JsonNode answer, PrintWriter out, Terminal terminal) {
        out.println("IP Multicast Routing Table");
        out.println("Flags: C - Connected source, P - Pruned (nobody wants it)");
        out.println();
        Table table = new Table("Source", "Group", "Flags", "Input", ">In", "Output", ">Out", "Uptime", "Expires");
        answer.path("items").valueStream().forEach(entry -> add(entry, table));
        table.print(out, terminal.columns());
        PageOptions.sayWhatIsLeft(answer, out);
    }

    private static void add(JsonNode entry, Table table) {
        JsonNode branches = entry.path("oifs");
        JsonNode first = branches.path(0);
        table.row(
                Words.of(entry.path("source")),
                Words.of(entry.path("group")),
                (entry.has("upstream-neighbor") ? "" : "C") + (branches.isEmpty() ? "P" : ""),
                Words.of(entry.path("iif")),
                Words.of(entry.path("packets")),
                Words.of(first.path("name")),
                Words.of(first.path("packets")),
                Words.time(entry.path("up-time")),
                Words.time(entry.path("expiry-time")));
        for (int i = 1; i < branches.size(); i++) {
            JsonNode branch = branches.path(i);
            table.row("", "", "", "", "", Words.of(branch.path("name")), Words.of(branch.path("packets")), "", "");
        }
    }
}
