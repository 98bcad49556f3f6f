package io.umbel.cli.client;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code umbel enable} and {@code umbel disable}: an interface that is taken out of service for a while. */
public final class InterfaceCommands {
    private InterfaceCommands() {}

    /** What both have in common. */
    abstract static class OfInterface extends Query {
        @Parameters(paramLabel = "INTERFACE", description = "Its name.")
        private String interfaceName = "";

        private final boolean enabled;

        OfInterface(boolean enabled) {
            this.enabled = enabled;
        }

        @Override
        JsonNode ask(ApplianceClient client) {
            return client.replace("/v1/interfaces/" + interfaceName, Map.of("enabled", enabled));
        }

        @Override
        void show(JsonNode answer, PrintWriter out, Terminal terminal) {
            out.println(interfaceName + " is " + (answer.path("changed").isEmpty() ? "already " : "")
                    + (enabled ? "enabled" : "disabled"));
        }
    }

    /** {@code umbel enable}. */
    @Command(
            name = "enable",
            header = "Has an interface forward again.",
            description = {"", "Until the configuration is read again, as a disable."})
    public static final class Enable extends OfInterface {
        public Enable() {
            super(true);
        }
    }

    /** {@code umbel disable}. */
    @Command(
            name = "disable",
            header = "Has nothing forwarded from an interface or to it.",
            description = {
                "",
                "Until the configuration is read again. Its hosts are not asked, and static mroutes go without it; a protocol of "
                        + "another process keeps it, if it has it."
            })
    public static final class Disable extends OfInterface {
        public Disable() {
            super(false);
        }
    }
}
