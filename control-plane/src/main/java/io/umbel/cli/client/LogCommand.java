package io.umbel.cli.client;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code umbel log}: how much a running appliance logs. */
@Command(
        name = "log",
        header = "Sets how much is logged.",
        description = {"", "Until the next start of the control plane; show log says what holds."})
public final class LogCommand extends Query {
    /** In the words of the API. */
    enum Level {
        off,
        error,
        warn,
        info,
        debug,
        trace
    }

    @Parameters(paramLabel = "LEVEL", description = "${COMPLETION-CANDIDATES}.")
    private Level level = Level.info;

    @Option(
            names = "--logger",
            paramLabel = "NAME",
            defaultValue = "root",
            description =
                    "Of this logger, such as io.umbel.controlplane, and those in it (default: ${DEFAULT-VALUE}, all that "
                            + "have no level of their own).")
    private String logger = "";

    @Override
    JsonNode ask(ApplianceClient client) {
        return client.replace("/v1/log-levels/" + logger, Map.of("level", level));
    }

    @Override
    void show(JsonNode answer, PrintWriter out, Terminal terminal) {
        out.println(Words.of(answer.path("logger")) + " logs " + Words.of(answer.path("level")));
    }
}
