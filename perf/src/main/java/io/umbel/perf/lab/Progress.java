package io.umbel.perf.lab;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Shows how far something is: one line that is written over on a terminal, a line every second elsewhere. */
public final class Progress {
    private final PrintStream out;
    private final boolean overwrite;
    private final long start = System.nanoTime();
    private long lastShown = Long.MIN_VALUE;

    private Progress(PrintStream out, int fd) {
        this.out = out;
        this.overwrite = Linux.isTerminal(fd);
    }

    /** For what is to be seen beside other output. */
    public static Progress onStandardOutput() {
        return new Progress(System.out, Linux.STDOUT);
    }

    /** For what must not get between the results. */
    public static Progress onStandardError() {
        return new Progress(System.err, Linux.STDERR);
    }

    /** Shows a state, unless the one before was shown a moment ago. */
    public void show(String state) {
        long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        if (overwrite) {
            // To the line's start; then what is left of a longer line before is cleared.
            out.print("\r  " + state + "\u001b[K");
            out.flush();
        } else if (second != lastShown) {
            out.println("  " + state);
        }
        lastShown = second;
    }

    /** Shows the last state. */
    public void end(String state) {
        out.println((overwrite ? "\r\u001b[K  " : "  ") + state);
    }
}
