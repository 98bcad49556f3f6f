package io.umbel.cli.client;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What part of a long list is asked for. */
final class PageOptions {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "At most so many, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--after",
            paramLabel = "KEY",
            description = "Those after this one: as the page before said at its end.")
    private @Nullable String after;

    /** The page as a query, to which filters may be added. */
    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("limit", Integer.toString(limit));
        if (after != null) {
            query.put("after", after);
        }
        return query;
    }

    /** Says how to go on, if there is more. */
    static void sayWhatIsLeft(JsonNode page, PrintWriter out) {
        if (page.has("next")) {
            out.println("more: the same with --after " + page.path("next").asString());
        }
    }
}
