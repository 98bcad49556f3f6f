package io.umbel.perf.lab;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

class CaptureTest {
    private static final int SOURCE = 0x0a000102;

    @Test
    void whatIsWrittenIsRead(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("a.pcap");
        List<ByteBuffer> written = new ArrayList<>();
        try (Capture.Writer capture = new Capture.Writer(file)) {
            for (int octets : new int[] {60, 1518, 61}) {
                byte[] frame = new byte[octets];
                frame[octets - 1] = (byte) octets;
                capture.write(frame);
                written.add(ByteBuffer.wrap(frame));
            }
        }
        List<ByteBuffer> read = new ArrayList<>();
        Capture.forEach(file, read::add);
        assertEquals(written, read);
    }

    @Test
    void aFrameThatWasNotForwardedHasNoNumber() {
        Stream stream = Stream.of(10, 1, 100);
        assertEquals(-1, StreamFrame.forwardedSequence(stream, ByteBuffer.wrap(StreamFrame.of(stream, SOURCE, 7))));
    }

    @Test
    void aForwardedFrameKeepsItsNumber() {
        Stream stream = Stream.of(10, 1, 100);
        ByteBuffer frame = ByteBuffer.wrap(StreamFrame.of(stream, SOURCE, 7));
        decrementTtl(frame);
        assertEquals(7, StreamFrame.forwardedSequence(stream, frame));
    }

    @Test
    void aDamagedHeaderIsNoticed() {
        Stream stream = Stream.of(10, 1, 100);
        ByteBuffer frame = ByteBuffer.wrap(StreamFrame.of(stream, SOURCE, 7));
        decrementTtl(frame);
        frame.put(26, (byte) (frame.get(26) + 1));
        assertEquals(-1, StreamFrame.forwardedSequence(stream, frame));
    }

    /** One less in the high octet of a word: one more in the checksum's (RFC 1624), here without carry. */
    private static void decrementTtl(ByteBuffer frame) {
        frame.put(22, (byte) (frame.get(22) - 1));
        frame.putShort(24, (short) (frame.getShort(24) + 0x0100));
    }
}
