package io.umbel.perf.lab;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class StreamFrameTest {
    private static final int SOURCE = 0x0a000102;

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
