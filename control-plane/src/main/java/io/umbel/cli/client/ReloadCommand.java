package io.umbel.cli.client;

import io.helidon.http.Method;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code umbel reload}: the running appliance reads its configuration file again. */
@Command(
        name = "reload",
        header = "Has the appliance read its configuration file again.",
        description = {
            "",
            "The file is checked whole, and what differs is changed; no stream that it does not concern loses a packet. Routes, "
                    + "static mroutes and the IGMP of interfaces can change. If anything else differs, or anything is not "
                    + "allowed, nothing is changed, and one sentence says what it was."
        })
public final class ReloadCommand extends Query {
    @Override
    JsonNode ask(ApplianceClient client) {
        return client.change(Method.POST, "/v1/configuration/reload", Map.of());
    }

    @Override
    void show(JsonNode answer, PrintWriter out, Terminal terminal) {
        JsonNode changed = answer.path("changed");
        out.println(changed.isEmpty() ? "nothing has changed" : "changed: " + Words.list(changed));
    }
}
