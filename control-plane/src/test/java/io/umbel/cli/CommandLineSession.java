package io.umbel.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** The command line, with what it prints at hand. */
final class CommandLineSession {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine umbel =
            new Umbel().commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    /** Runs {@code umbel} with these arguments and returns its exit status. */
    int umbel(String... arguments) {
        return umbel.execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
