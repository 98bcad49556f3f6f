package io.umbel.cli.client;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code umbel show igmp}: what IGMP knows. */
@Command(
        name = "igmp",
        header = "What IGMP knows: groups, interfaces.",
        synopsisSubcommandLabel = "WHAT",
        commandListHeading = "%nWhat there is to show:%n",
        subcommands = {ShowIgmp.Groups.class, ShowIgmp.Interfaces.class})
final class ShowIgmp implements Callable<Integer> {
    private static final String INTERFACES = "/v1/igmp/interfaces";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "show igmp needs to know what: groups, interfaces");
    }

    /** {@code umbel show igmp groups}. */
    @Command(
            name = "groups",
            header = "The groups that hosts have joined.",
            description = {
                "",
                "Of one interface, or of all; the JSON for all of them has a page for each, by its name. Mode EXCL is a group "
                        + "joined from any source but those excluded, INCL one joined from named sources only."
            })
    static final class Groups extends Query {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "INTERFACE",
                description = "Only those of this interface.")
        private @Nullable String interfaceName;

        @Mixin
        private PageOptions page = new PageOptions();

        @Override
        JsonNode ask(ApplianceClient client) {
            Map<String, String> query = page.query();
            if (interfaceName != null) {
                return client.get(groupsOf(interfaceName), query);
            }
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            for (JsonNode each : client.get(INTERFACES).path("interfaces")) {
                String name = each.path("name").asString();
                all.set(name, client.get(groupsOf(name), query));
            }
            return all;
        }

        private static String groupsOf(String name) {
            return INTERFACES + "/" + name + "/groups";
        }

        @Override
        void show(JsonNode answer, PrintWriter out, Terminal terminal) {
            Table table = new Table("Interface", "Group", "Mode", "Timer", ">Srcs", ">V", "Uptime", "Last reporter");
            if (interfaceName != null) {
                add(interfaceName, answer, table);
                table.print(out, terminal.columns());
                PageOptions.sayWhatIsLeft(answer, out);
                return;
            }
            answer.propertyStream().forEach(each -> add(each.getKey(), each.getValue(), table));
            table.print(out, terminal.columns());
            answer.propertyStream()
                    .filter(each -> each.getValue().has("next"))
                    .forEach(each -> out.println("more: umbel show igmp groups " + each.getKey() + " --after "
                            + each.getValue().path("next").asString()));
        }

        private static void add(String name, JsonNode groups, Table table) {
            for (JsonNode group : groups.path("items")) {
                table.row(
                        name,
                        Words.of(group.path("group-address")),
                        group.path("filter-mode").asString("").equals("exclude") ? "EXCL" : "INCL",
                        Words.timer(group.path("expire")),
                        group.path("source").size(),
                        Words.of(group.path("compatibility-mode")),
                        Words.time(group.path("up-time")),
                        Words.of(group.path("last-reporter")));
            }
        }
    }

    /** {@code umbel show igmp interfaces}. */
    @Command(
            name = "interfaces",
            header = "The interfaces with IGMP: who asks there, and how often.",
            description = {
                "",
                "Querier is local where the appliance asks; where another router does, the timer says until when."
            })
    static final class Interfaces extends Query {
        @Override
        JsonNode ask(ApplianceClient client) {
            return client.get(INTERFACES);
        }

        @Override
        void show(JsonNode answer, PrintWriter out, Terminal terminal) {
            Table table = new Table(
                    "Interface",
                    ">V",
                    "Querier",
                    "Querier IP",
                    "Other timer",
                    ">Query s",
                    ">Response s",
                    ">Groups",
                    ">Rejected");
            for (JsonNode each : answer.path("interfaces")) {
                JsonNode timers = each.path("effective");
                table.row(
                        Words.of(each.path("name")),
                        Words.of(each.path("version")),
                        each.path("is-querier").asBoolean(false) ? "local" : "other",
                        Words.of(each.path("querier")),
                        Words.timer(each.path("other-querier-expire")),
                        Words.of(timers.path("query-interval")),
                        Words.of(timers.path("query-max-response-time")),
                        Words.of(each.path("joined-groups")),
                        each.path("statistics")
                                .path("rejected")
                                .valueStream()
                                .mapToLong(JsonNode::asLong)
                                .sum());
            }
            table.print(out, terminal.columns());
        }
    }
}
