package io.umbel.cli.client;

import io.helidon.http.Method;
import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code umbel join} and {@code umbel leave}: groups that an interface gets whatever its hosts say. */
public final class StaticGroupCommands {
    private StaticGroupCommands() {}

    /** What both have in common. */
    abstract static class OfStaticGroup extends Query {
        private static final String ANY_SOURCE = "*";

        @Parameters(paramLabel = "GROUP", description = "The group.")
        private String group = "";

        @Option(
                names = {"-i", "--interface"},
                paramLabel = "NAME",
                required = true,
                description = "The interface; it has IGMP.")
        private String interfaceName = "";

        @Option(names = "--source", paramLabel = "ADDRESS", description = "From this source only.")
        private @Nullable String source;

        private final Method method;
        private final String did;

        OfStaticGroup(Method method, String did) {
            this.method = method;
            this.did = did;
        }

        @Override
        JsonNode ask(ApplianceClient client) {
            return client.change(
                    method,
                    "/v1/igmp/interfaces/" + interfaceName + "/static-groups/" + group + "/"
                            + (source == null ? ANY_SOURCE : source),
                    Map.of());
        }

        @Override
        void show(JsonNode answer, PrintWriter out, Terminal terminal) {
            out.println(interfaceName + " " + did + " " + (source == null ? "" : source + ",") + group);
        }
    }

    /** {@code umbel join}. */
    @Command(
            name = "join",
            header = "Joins a group on an interface, whatever its hosts say.",
            description = {"", "Until the configuration is read again: a static-group there stays."})
    public static final class Join extends OfStaticGroup {
        public Join() {
            super(Method.PUT, "has joined");
        }
    }

    /** {@code umbel leave}. */
    @Command(
            name = "leave",
            header = "Takes such a join back.",
            description = {"", "What hosts have joined stays."})
    public static final class Leave extends OfStaticGroup {
        public Leave() {
            super(Method.DELETE, "has left");
        }
    }
}
