package io.umbel.perf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A C source that comes with Umbel and is compiled for this machine when it is needed first. */
enum CSource {
    /** The ceiling, a program. */
    LIMIT("perf/limit/limit.c", "perf/target/limit", ""),
    /** What offers frames to a port, a library. */
    SENDER("perf/sender/sender.c", "perf/target/sender.so", "-shared -fPIC");

    /** The machine's own instructions after DPDK's flags, which would forbid them. */
    private static final String BUILD = "gcc $(pkg-config --cflags libdpdk) -O3 -march=native $2 \"$0\" -o \"$1.new\" "
            + "$(pkg-config --libs libdpdk) && mv \"$1.new\" \"$1\"";

    private final String source;
    private final String product;
    private final String flags;

    CSource(String source, String product, String flags) {
        this.source = source;
        this.product = product;
        this.flags = flags;
    }

    /**
     * What it is compiled to, up to date.
     *
     * @param home Umbel's directory
     * @throws IllegalStateException in one sentence, if the compiler refuses
     */
    Path compiled(Path home, MeasuredProcess process) throws IOException, InterruptedException {
        Path from = home.resolve(source);
        Path to = home.resolve(product);
        if (!Files.exists(to) || Files.getLastModifiedTime(to).compareTo(Files.getLastModifiedTime(from)) < 0) {
            process.run("the compiler", List.of("bash", "-c", BUILD, from.toString(), to.toString(), flags));
        }
        return to;
    }
}
