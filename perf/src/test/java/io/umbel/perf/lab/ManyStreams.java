package io.umbel.perf.lab;

import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.perf.UdpFrame;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Many streams, each of a source of its own behind the sender's link (10.0.0.0/16), spread over a few groups. Together they
 * are numbered as one stream: either those of the first stream, then those of the second; or one of each in turn.
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

    static ManyStreams of(int count, int each, int groups) {
        return new ManyStreams(Stream.to(FIRST_GROUP, PORT, count * each, 1, PAYLOAD), count, each, groups);
    }

    int source(int stream) {
        return FIRST_SOURCE + stream / groups;
    }

    int group(int stream) {
        return FIRST_GROUP + stream % groups;
    }

    /** A host that wants them all, and expects them one after the other. */
    Receiver receiver(Host host) {
        return receiver(host, each);
    }

    /** A host that wants them all, and expects one of each in turn. */
    Receiver receiverInTurn(Host host) {
        return receiver(host, whole.count());
    }

    private Receiver receiver(Host host, int ordered) {
        List<Membership> memberships = IntStream.range(0, groups)
                .mapToObj(i -> Membership.ofGroup(FIRST_GROUP + i))
                .toList();
        return new Receiver(whole, host, memberships, new SequenceTally(whole.count(), ordered));
    }

    /** A task of the sender: one stream after the other, so many a second, the datagrams of each back to back. */
    Callable<Integer> oneAfterTheOther(int streamsASecond) {
        return new PacedFrames(count, streamsASecond, (stream, send) -> {
            for (int i = 0; i < each; i++) {
                send.accept(frame(stream, stream * each + i));
            }
        });
    }

    /**
     * A task of the sender: one datagram of each stream in turn, so many a second, until it is told to finish.
     *
     * @param from the number of the first
     */
    PacedFrames inTurn(int from, int datagramsASecond) {
        return new PacedFrames(
                whole.count() - from, datagramsASecond, (i, send) -> send.accept(frame((from + i) % count, from + i)));
    }

    private byte[] frame(int stream, int number) {
        byte[] frame = UdpFrame.of(source(stream), group(stream), PORT, UdpFrame.HEADER_LENGTH + PAYLOAD);
        TestDatagram.write(
                MemorySegment.ofArray(frame).asSlice(UdpFrame.HEADER_LENGTH), whole.run(), number, System.nanoTime());
        return frame;
    }
}
