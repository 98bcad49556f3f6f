package io.umbel.perf.bench;

import java.util.function.Consumer;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Where a benchmark's result and its progress go: to people, or to a program. */
final class BenchOutput {
    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    /** Prints a result on standard output. */
    void print(Record result, String text) {
        System.out.println(json ? JsonMapper.shared().writeValueAsString(result) : text);
    }

    /** Tells people on standard error what is being done. */
    Consumer<String> progress() {
        return json ? _ -> {} : System.err::println;
    }
}
