package io.umbel.perf.lab;

import io.umbel.perf.UdpFrame;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** The Ethernet frames of a stream, as a host on the appliance's first network would send them. */
final class StreamFrame {
    private static final int TTL_OFFSET = 22;
    private static final int RIGHT_HEADER_SUM = 0xffff;

    private StreamFrame() {}

    /** The frame with that number of the stream, from that source. */
    static byte[] of(Stream stream, int source, int sequence) {
        byte[] frame = UdpFrame.of(source, stream.group(), stream.port(), UdpFrame.HEADER_LENGTH + stream.payload());
        TestDatagram.write(payload(ByteBuffer.wrap(frame)), stream.run(), sequence, 0);
        return frame;
    }

    /**
     * The number of a forwarded frame in the stream; -1 if it is none of the stream's, or if it was not forwarded as it
     * should be: TTL one less, the header's checksum right.
     */
    static long forwardedSequence(Stream stream, ByteBuffer frame) {
        if (frame.limit() != UdpFrame.HEADER_LENGTH + stream.payload()
                || frame.get(TTL_OFFSET) != UdpFrame.TTL - 1
                || UdpFrame.headerSum(frame) != RIGHT_HEADER_SUM) {
            return -1;
        }
        MemorySegment payload = payload(frame);
        return TestDatagram.isOf(stream.run(), payload) ? TestDatagram.sequence(payload) : -1;
    }

    private static MemorySegment payload(ByteBuffer frame) {
        return MemorySegment.ofBuffer(frame).asSlice(UdpFrame.HEADER_LENGTH);
    }
}
