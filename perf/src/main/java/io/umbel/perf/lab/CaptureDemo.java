package io.umbel.perf.lab;

import java.io.PrintStream;
import java.nio.file.Path;

/** The demonstration without root: the same stream as a capture file, forwarded by {@code umbel replay}'s engine. */
final class CaptureDemo {
    private final PrintStream out;
    private final Path home;
    private final Stream stream;

    CaptureDemo(PrintStream out, Path home, Stream stream) {
        this.out = out;
        this.home = home;
        this.stream = stream;
    }

    int run() {
        out.println(home + " " + stream);
        return 1;
    }
}
