package io.umbel.perf.gen;

import io.umbel.dataplane.packet.Ethernet;
import io.umbel.perf.UdpFrame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The frames of the streams of a trial, complete but for their tags, in native memory until it is closed. */
final class StreamFrames implements AutoCloseable {
    private static final int UDP_PORT = 5001;
    private static final int TAG_AT = 12;

    private final Arena arena = Arena.ofShared();
    private final long[][] frames;

    StreamFrames(List<TestStream> streams) {
        frames = new long[streams.size()][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = framesOf(streams.get(i));
        }
    }

    /** One for each of the sizes, in their order; those of equal size are the same. */
    private long[] framesOf(TestStream stream) {
        Map<Integer, Long> made = new HashMap<>();
        return stream.sizes().stream()
                .mapToLong(size -> made.computeIfAbsent(size, octets -> frame(stream, octets - TestStream.FCS)))
                .toArray();
    }

    private long frame(TestStream stream, int length) {
        MemorySegment frame = arena.allocate(length);
        boolean tagged = stream.vlan() != 0;
        byte[] untagged =
                UdpFrame.of(stream.source(), stream.group(), UDP_PORT, tagged ? length - Ethernet.TAG_LENGTH : length);
        if (tagged) {
            MemorySegment.copy(untagged, 0, frame, ValueLayout.JAVA_BYTE, 0, TAG_AT);
            frame.set(ValueLayout.JAVA_SHORT_UNALIGNED, TAG_AT, (short) Ethernet.VLAN_RAW);
            frame.set(ValueLayout.JAVA_SHORT_UNALIGNED, TAG_AT + 2L, Short.reverseBytes((short) stream.vlan()));
            MemorySegment.copy(
                    untagged,
                    TAG_AT,
                    frame,
                    ValueLayout.JAVA_BYTE,
                    TAG_AT + Ethernet.TAG_LENGTH,
                    untagged.length - TAG_AT);
        } else {
            MemorySegment.copy(untagged, 0, frame, ValueLayout.JAVA_BYTE, 0, untagged.length);
        }
        return frame.address();
    }

    /** The address of the frame of that number of the stream of that number. */
    long frame(int stream, long frame) {
        long[] ofStream = frames[stream];
        return ofStream[(int) (frame % ofStream.length)];
    }

    @Override
    public void close() {
        arena.close();
    }
}
