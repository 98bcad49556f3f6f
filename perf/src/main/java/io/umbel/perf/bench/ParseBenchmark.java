package io.umbel.perf.bench;

import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dataplane.packet.Ipv4;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

/** A frame's headers read and checked, checksum included, as the packet loop does; time per frame. */
public class ParseBenchmark extends PartBenchmark {
    private static final int FRAMES = 256;
    private static final int LENGTH = 60;
    /** As far apart as in mbufs, more or less. */
    private static final int DISTANCE = 2048 + 128;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment frames = arena.allocate((long) FRAMES * DISTANCE, Long.BYTES);

    @Setup
    public void writeFrames() {
        for (int i = 0; i < FRAMES; i++) {
            byte[] frame = Streams.frame(i, LENGTH);
            MemorySegment.copy(frame, 0, frames, JAVA_BYTE, (long) i * DISTANCE, frame.length);
        }
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long headers() {
        long streams = 0;
        long frame = frames.address();
        for (int i = 0; i < FRAMES; i++, frame += DISTANCE) {
            long ip = frame + Ethernet.LENGTH;
            long firstWord = Ipv4.firstWord(ip);
            long stream = Ipv4.streamRaw(ip);
            if (Ethernet.isPlainIpv4(ip)
                    && Ipv4.totalLength(firstWord) <= LENGTH - Ethernet.LENGTH
                    && Ipv4.checksumIsRight(firstWord, Ipv4.ttlWord(ip), stream)
                    && Ipv4.ttl(ip) > 1
                    && !Ipv4.isForRouters(ip)) {
                streams += stream;
            }
        }
        return streams;
    }
}
