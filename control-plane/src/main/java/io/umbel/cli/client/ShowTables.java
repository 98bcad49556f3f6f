package io.umbel.cli.client;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The short lists that {@code umbel show} has, each one resource of the API. */
final class ShowTables {
    private ShowTables() {}

    /** A resource without arguments. */
    abstract static class Resource extends Query {
        private final String path;

        Resource(String path) {
            this.path = path;
        }

        @Override
        JsonNode ask(ApplianceClient client) {
            return client.get(path);
        }
    }

    /** {@code umbel show interfaces}. */
    @Command(name = "interfaces", header = "The interfaces: whose they are, what came and went.")
    static final class Interfaces extends Resource {
        Interfaces() {
            super("/v1/interfaces");
        }

        @Override
        void show(JsonNode answer, PrintWriter out, Terminal terminal) {
            Table table = new Table(
                    "Interface",
                    "Address",
                    ">VLAN",
                    ">MTU",
                    "Enabled",
                    "Owner",
                    "IGMP",
                    ">In",
                    ">Out",
                    ">Discards",
                    ">Too big");
            for (JsonNode each : answer.path("interfaces")) {
                JsonNode counted = each.path("statistics");
                table.row(
                        Words.of(each.path("name")),
                        Words.of(each.path("address")),
                        Words.of(each.path("vlan")),
                        Words.of(each.path("mtu")),
                        Words.yesOrNo(each.path("enabled")),
                        Words.of(each.path("owner")),
                        Words.yesOrNo(each.path("igmp")),
                        Words.of(counted.path("in-packets")),
                        Words.of(counted.path("out-packets")),
                        Words.of(counted.path("out-discards")),
                        Words.of(counted.path("out-too-big")));
            }
            table.print(out, terminal.columns());
        }
    }

    /** {@code umbel show ports}. */
    @Command(
            name = "ports",
            header = "The ports: what the workers and the devices count.",
            description = {
                "",
                "Missed are frames for which the device had no room; No buffer, those for which no packet buffer was free."
            })
    static final class Ports extends Resource {
        Ports() {
            super("/v1/ports");
        }

        @Override
        void show(JsonNode answer, PrintWriter out, Terminal terminal) {
            Table table = new Table(
                    "Port",
                    ">In",
                    ">Out",
                    ">Device in",
                    ">Device out",
                    ">Missed",
                    ">No buffer",
                    ">In errors",
                    ">Out errors");
            for (JsonNode each : answer.path("ports")) {
                JsonNode counted = each.path("statistics");
                table.row(
                        Words.of(each.path("name")),
                        Words.of(counted.path("rx-frames")),
                        Words.of(counted.path("tx-frames")),
                        Words.of(counted.path("device-rx-frames")),
                        Words.of(counted.path("device-tx-frames")),
                        Words.of(counted.path("device-rx-missed")),
                        Words.of(counted.path("device-rx-no-buffer")),
                        Words.of(counted.path("device-rx-errors")),
                        Words.of(counted.path("device-tx-errors")));
            }
            table.print(out, terminal.columns());
        }
    }

    /** {@code umbel show protocols}. */
    @Command(name = "protocols", header = "The protocols that are registered with the group manager.")
    static final class Protocols extends Resource {
        Protocols() {
            super("/v1/protocols");
        }

        @Override
        void show(JsonNode answer, PrintWriter out, Terminal terminal) {
            Table table = new Table("Protocol", ">Id", ">Component", "Interfaces");
            for (JsonNode each : answer.path("protocols")) {
                table.row(
                        Words.of(each.path("name")),
                        Words.of(each.path("protocol-id")),
                        Words.of(each.path("component-id")),
                        Words.list(each.path("interfaces")));
            }
            table.print(out, terminal.columns());
        }
    }

    /** {@code umbel show drops}. */
    @Command(name = "drops", header = "Why frames were dropped.")
    static final class Drops extends Resource {
        @Option(names = "--all", description = "Reasons for which nothing was dropped, too.")
        private boolean all;

        Drops() {
            super("/v1/drops");
        }

        @Override
        void show(JsonNode answer, PrintWriter out, Terminal terminal) {
            Table table = new Table("Reason", ">Frames", "Meaning");
            for (JsonNode each : answer.path("drops")) {
                if (all || each.path("packets").asLong() != 0) {
                    table.row(
                            Words.of(each.path("reason")),
                            Words.of(each.path("packets")),
                            Words.of(each.path("label")));
                }
            }
            if (table.size() == 0) {
                out.println("nothing was dropped");
            } else {
                table.print(out, terminal.columns());
            }
        }
    }

    /** {@code umbel show statistics}. */
    @Command(name = "statistics", header = "How much there is, and what became of all frames.")
    static final class Statistics extends Resource {
        Statistics() {
            super("/v1/statistics");
        }

        @Override
        void show(JsonNode answer, PrintWriter out, Terminal terminal) {
            Table table = new Table("What", ">Count");
            answer.propertyStream()
                    .filter(each -> each.getValue().isNumber())
                    .forEach(each -> table.row(each.getKey(), Words.of(each.getValue())));
            answer.propertyStream()
                    .filter(each -> each.getValue().isObject())
                    .forEach(family -> family.getValue()
                            .propertyStream()
                            .filter(each -> each.getValue().asLong() != 0)
                            .forEach(each ->
                                    table.row(family.getKey() + " " + each.getKey(), Words.of(each.getValue()))));
            table.print(out, terminal.columns());
        }
    }

    /** {@code umbel show planes}. */
    @Command(name = "planes", header = "Whether control plane and data plane live.")
    static final class Planes extends Resource {
        Planes() {
            super("/v1/planes");
        }

        @Override
        void show(JsonNode answer, PrintWriter out, Terminal terminal) {
            Table table = new Table("Plane", "State", ">Process", "Started", ">Stalled workers");
            for (JsonNode each : answer.path("planes")) {
                table.row(
                        Words.of(each.path("plane")),
                        Words.of(each.path("state")),
                        Words.of(each.path("pid")),
                        Words.of(each.path("started")),
                        Words.of(each.path("stalled-workers")));
            }
            table.print(out, terminal.columns());
        }
    }

    /** {@code umbel show alarms}. */
    @Command(
            name = "alarms",
            header = "What is wrong now.",
            description = {"", "What was wrong, and when it was over: umbel events --type alarm-raised,alarm-cleared."})
    static final class Alarms extends Resource {
        Alarms() {
            super("/v1/alarms");
        }

        @Override
        void show(JsonNode answer, PrintWriter out, Terminal terminal) {
            Table table = new Table("Alarm", "Since", "Detail");
            for (JsonNode each : answer.path("alarms")) {
                table.row(Words.of(each.path("name")), Words.of(each.path("since")), Words.of(each.path("detail")));
            }
            if (table.size() == 0) {
                out.println("nothing is wrong");
            } else {
                table.print(out, terminal.columns());
            }
        }
    }

    /** {@code umbel show log}. */
    @Command(
            name = "log",
            header = "How much is logged, by logger.",
            description = {"", "What was logged is in the journal: journalctl -u umbel-control -u umbel-data."})
    static final class Log extends Resource {
        Log() {
            super("/v1/log-levels");
        }

        @Override
        void show(JsonNode answer, PrintWriter out, Terminal terminal) {
            Table table = new Table("Logger", "Level");
            for (JsonNode each : answer.path("log-levels")) {
                String logger = each.path("logger").asString("");
                table.row(logger.isEmpty() ? "(all others)" : logger, Words.of(each.path("level")));
            }
            table.print(out, terminal.columns());
        }
    }

    /** {@code umbel show configuration}. */
    @Command(
            name = "configuration",
            header = "The configuration that holds, with everything the file leaves out.",
            description = {"", "It is JSON, which is YAML too: as a file, the appliance would take it."})
    static final class Configuration extends Resource {
        Configuration() {
            super("/v1/configuration");
        }

        @Override
        void show(JsonNode answer, PrintWriter out, Terminal terminal) {
            out.println(answer.toPrettyString());
        }
    }
}
