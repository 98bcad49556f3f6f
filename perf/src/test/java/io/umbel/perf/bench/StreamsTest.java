package io.umbel.perf.bench;

import io.umbel.cli.CaptureFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

class StreamsTest {
    private static final int SOURCE_AND_GROUP = 26;

    @TempDir
    private Path directory;

    @Test
    void theCaptureHasEveryEntryOnce() throws IOException {
        assertEquals(expected(3000), new HashSet<>(capture(3000, 60)));
        assertEquals(3000, capture(3000, 60).size());
    }

    @Test
    void theCaptureOfOneEntryHasItOften() throws IOException {
        List<Long> streams = capture(1, 60);
        assertEquals(256, streams.size());
        assertEquals(expected(1), new HashSet<>(streams));
    }

    @Test
    void theOrderIsRandomAndTheSameEveryTime() throws IOException {
        List<Long> streams = capture(1000, 60);
        assertEquals(streams, capture(1000, 60));
        assertNotEquals(streams.stream().sorted().toList(), streams);
    }

    @Test
    void framesAreAsLongAsAskedFor() throws IOException {
        Path file = directory.resolve("long.pcap");
        Streams.writeCapture(file, 1, 1514);
        try (CaptureFile.Reader reader = new CaptureFile.Reader(file)) {
            reader.next();
            assertEquals(1514, reader.frame().length);
        }
    }

    @Test
    void framesMayBeMoreThanStreams() throws IOException {
        Path file = directory.resolve("many.pcap");
        Streams.writeCapture(file, 5, 1, 1000, 60);
        assertEquals(Collections.nCopies(1000, keyInHeader(5)), read(file));
    }

    private static Set<Long> expected(int streams) {
        return new HashSet<>(
                IntStream.range(0, streams).mapToObj(StreamsTest::keyInHeader).toList());
    }

    private static Long keyInHeader(int stream) {
        return (long) Streams.source(stream) << 32 | Integer.toUnsignedLong(Streams.group(stream));
    }

    private List<Long> capture(int streams, int length) throws IOException {
        Path file = directory.resolve("frames.pcap");
        Streams.writeCapture(file, streams, length);
        return read(file);
    }

    private static List<Long> read(Path file) throws IOException {
        List<Long> found = new ArrayList<>();
        try (CaptureFile.Reader reader = new CaptureFile.Reader(file)) {
            while (reader.next()) {
                found.add(ByteBuffer.wrap(reader.frame()).getLong(SOURCE_AND_GROUP));
            }
        }
        return found;
    }
}
