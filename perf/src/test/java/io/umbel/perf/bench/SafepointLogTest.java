package io.umbel.perf.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class SafepointLogTest {
    @TempDir
    private Path directory;

    @Test
    void aLineOfTheLogIsUnderstood() {
        assertEquals(
                List.of(new SafepointLog.Safepoint("G1CollectFull", 12_345_678)),
                SafepointLog.parse(Stream.of(
                        "Safepoint \"G1CollectFull\", Time since last: 5 ns, Reaching safepoint: 6 ns, "
                                + "At safepoint: 7 ns, Leaving safepoint: 8 ns, Total: 12345678 ns, "
                                + "Threads: 0 runnable, 12 total",
                        "something else")));
    }

    @Test
    void aCollectionIsSeenAsASafepoint() throws IOException {
        try (SafepointLog log = new SafepointLog(directory.resolve("safepoints.log"))) {
            System.gc();
            assertFalse(log.safepoints().isEmpty());
        }
    }
}
