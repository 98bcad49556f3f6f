package io.umbel.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

class CaptureMergeTest {
    @TempDir
    Path directory;

    @Test
    void framesComeInTheOrderOfTheirTimesAndThenOfTheirCaptures() throws Exception {
        Path first = capture("first", 1, 5, 5, 9);
        Path second = capture("second", 0, 5, 3_000_000);
        Path merged = directory.resolve("merged");
        assertEquals(7, CaptureMerge.merge(List.of(first, second), merged));
        assertEquals(
                List.of("second 0", "first 1", "first 5", "first 5", "second 5", "first 9", "second 3000000"),
                read(merged));
    }

    @Test
    void capturesWithoutFramesAddNothing() throws Exception {
        Path merged = directory.resolve("merged");
        assertEquals(0, CaptureMerge.merge(List.of(capture("first"), capture("second")), merged));
        assertEquals(List.of(), read(merged));
    }

    private Path capture(String name, long... timesMicros) throws IOException {
        Path path = directory.resolve(name);
        try (CaptureFile.Writer writer = new CaptureFile.Writer(path)) {
            for (long time : timesMicros) {
                writer.write(time, name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
        }
        return path;
    }

    private static List<String> read(Path path) throws IOException {
        List<String> frames = new ArrayList<>();
        try (CaptureFile.Reader reader = new CaptureFile.Reader(path)) {
            while (reader.next()) {
                frames.add(new String(reader.frame(), java.nio.charset.StandardCharsets.US_ASCII) + " "
                        + reader.timeNs() / 1000);
            }
        }
        return frames;
    }
}
