package io.umbel.cli.client;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that asks one thing, and shows the answer to people or, as it is, to programs. */
abstract class Query implements Callable<Integer> {
    @Mixin
    private ApplianceOptions appliance = new ApplianceOptions();

    @Option(names = "--json", description = "Print what the API answers, as it is.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Asks. */
    abstract JsonNode ask(ApplianceClient client);

    /** Shows an answer. */
    abstract void show(JsonNode answer, PrintWriter out, Terminal terminal);

    @Override
    public final Integer call() {
        JsonNode answer = ask(appliance.client());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer.toPrettyString());
        } else {
            show(answer, out, Terminal.ofStandardOutput());
        }
        out.flush();
        return ExitCode.OK;
    }
}
