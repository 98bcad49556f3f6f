package io.umbel.cli.client;

import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code umbel show memberships}: who wants what. */
@Command(
        name = "memberships",
        header = "Which interfaces want which groups, and which protocols said so.",
        description = {"", "A * stands for any source, or any group."})
final class ShowMemberships extends Query {
    @Parameters(index = "0", arity = "0..1", paramLabel = "GROUP", description = "Only this group.")
    private @Nullable String group;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "NAME",
            description = "Only memberships of this interface.")
    private @Nullable String interfaceName;

    @Mixin
    private PageOptions page = new PageOptions();

    @Override
    JsonNode ask(ApplianceClient client) {
        Map<String, String> query = page.query();
        if (group != null) {
            query.put("group", group);
        }
        if (interfaceName != null) {
            query.put("interface", interfaceName);
        }
        return client.get("/v1/memberships", query);
    }

    @Override
    void show(JsonNode answer, PrintWriter out, Terminal terminal) {
        Table table = new Table("Source", "Group", "Interface", "Protocols");
        for (JsonNode membership : answer.path("items")) {
            for (JsonNode on : membership.path("interfaces")) {
                table.row(
                        Words.of(membership.path("source")),
                        Words.of(membership.path("group")),
                        Words.of(on.path("name")),
                        Words.list(on.path("added-by")));
            }
        }
        table.print(out, terminal.columns());
        PageOptions.sayWhatIsLeft(answer, out);
    }
}
