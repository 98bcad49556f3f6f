package io.umbel.perf.lab;

import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.perf.UdpFrame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Many streams, each of a source of its own behind the sender's link (10.0.0.0/16), spread over a few groups, with as many
 * datagrams each. Together they are numbered as one stream: those of the first stream, then those of the second.
 *
 * @param whole the numbering
 * @param count how many streams
 * @param each how many datagrams of each
 * @param groups how many groups, from that of {@code whole} on
 */
record ManyStreams(Stream whole, int count, int each, int groups) {
    private static final int FIRST_SOURCE = Ipv4Address.parse("10.0.4.0");
    private static final int FIRST_GROUP = Ipv4Address.parse("239.2.0.0");
    private static final int PORT = 5001;
    private static final int PAYLOAD = 64;
    private static final String INTERFACE = "eth0";
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    static ManyStreams of(int count, int each, int groups) {
        return new ManyStreams(Stream.to(FIRST_GROUP, PORT, count * each, 1, PAYLOAD), count, each, groups);
    }

    int source(int stream) {
        return FIRST_SOURCE + stream / groups;
    }

    int group(int stream) {
        return FIRST_GROUP + stream % groups;
    }

    /** A host that wants them all. */
    Receiver receiver(Host host) {
        List<Membership> memberships = IntStream.range(0, groups)
                .mapToObj(i -> Membership.ofGroup(FIRST_GROUP + i))
                .toList();
        return new Receiver(whole, host, memberships, new SequenceTally(whole.count(), each));
    }

    /** A task of the sender: one stream after the other, so many a second, the datagrams of each back to back. */
    Callable<Integer> oneAfterTheOther(int streamsASecond) {
        return () -> {
            try (PacketSocket socket = PacketSocket.sending(INTERFACE);
                    Arena arena = Arena.ofConfined()) {
                MemorySegment frame = arena.allocate(UdpFrame.HEADER_LENGTH + PAYLOAD);
                long start = System.nanoTime();
                for (int stream = 0; stream < count; stream++) {
                    while ((System.nanoTime() - start) * streamsASecond / TimeUnit.SECONDS.toNanos(1) < stream) {
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                    for (int i = 0; i < each; i++) {
                        write(frame, stream, i);
                        socket.send(frame);
                    }
                }
                return count * each;
            }
        };
    }

    /** Writes one frame. */
    void write(MemorySegment frame, int stream, int datagram) {
        frame.copyFrom(MemorySegment.ofArray(
                UdpFrame.of(source(stream), group(stream), PORT, UdpFrame.HEADER_LENGTH + PAYLOAD)));
        TestDatagram.write(
                frame.asSlice(UdpFrame.HEADER_LENGTH), whole.run(), (long) stream * each + datagram, System.nanoTime());
    }
}
