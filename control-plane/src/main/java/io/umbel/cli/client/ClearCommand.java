package io.umbel.cli.client;

import io.helidon.http.Method;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code umbel clear}: takes away what is made anew by itself. */
@Command(
        name = "clear",
        header = "Removes what is made anew by itself.",
        synopsisSubcommandLabel = "WHAT",
        commandListHeading = "%nWhat there is to clear:%n",
        subcommands = ClearCommand.Mroute.class)
public final class ClearCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "clear needs to know what: mroute");
    }

    /** {@code umbel clear mroute}. */
    @Command(
            name = "mroute",
            header = "Removes the entries of a group.",
            description = {"", "Static ones are made anew at once, others by their next packet."})
    static final class Mroute extends Query {
        @Parameters(paramLabel = "GROUP", description = "The group.")
        private String group = "";

        @Override
        JsonNode ask(ApplianceClient client) {
            return client.change(Method.DELETE, "/v1/mfes", Map.of("group", group));
        }

        @Override
        void show(JsonNode answer, PrintWriter out, Terminal terminal) {
            out.println("entries of " + group + " removed: " + Words.of(answer.path("cleared")));
        }
    }
}
