package io.umbel.perf.lab;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Joins a stream's group and counts what arrives, until told to finish. Runs as a {@link Host}; {@link #received}, {@link
 * #awaitJoined} and {@link #finish} are for other threads.
 */
final class Receiver implements Callable<Reception> {
    private static final int ANY_ADDRESS = 0;
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final long LONGEST_LATENCY_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Stream stream;
    private final String name;
    private final int address;
    private final List<Membership> memberships;
    private final SequenceTally tally;
    private final Histogram latencyNanos = new Histogram(LONGEST_LATENCY_NANOS, 2);
    private final CountDownLatch joined = new CountDownLatch(1);
    private volatile boolean finished;
    private long foreign;

    Receiver(Stream stream, Host host) {
        this(stream, host, List.of(Membership.ofGroup(stream.group())), new SequenceTally(stream.count()));
    }

    /**
     * Joins what several streams are sent to.
     *
     * @param stream all of them, numbered as one
     * @param memberships at most 20
     */
    Receiver(Stream stream, Host host, List<Membership> memberships, SequenceTally tally) {
        this.stream = stream;
        this.memberships = List.copyOf(memberships);
        this.name = host.name();
        this.address = host.address();
        this.tally = tally;
    }

    @Override
    public Reception call() {
        try (UdpSocket socket = UdpSocket.receiving(ANY_ADDRESS, stream.port(), PATIENCE)) {
            memberships.forEach(each -> socket.join(each, address));
            joined.countDown();
            boolean more = true;
            while (more || !finished) {
                more = socket.receive(this::count) > 0;
            }
        }
        return new Reception(
                name,
                tally.received(),
                tally.lost(),
                tally.duplicated(),
                tally.outOfOrder(),
                foreign,
                NetworkNamespace.udpErrors(),
                TimeUnit.NANOSECONDS.toMicros(latencyNanos.getValueAtPercentile(50)),
                TimeUnit.NANOSECONDS.toMicros(latencyNanos.getValueAtPercentile(99)));
    }

    private void count(MemorySegment datagram) {
        if (TestDatagram.isOf(stream.run(), datagram)
                && datagram.byteSize() == stream.payload()
                && tally.record(TestDatagram.sequence(datagram))) {
            long latency = System.nanoTime() - TestDatagram.sentAtNanos(datagram);
            latencyNanos.recordValue(Math.clamp(latency, 0, LONGEST_LATENCY_NANOS));
        } else {
            foreign++;
        }
    }

    /** Waits until the kernel has the membership; false if that takes more than ten seconds. */
    boolean awaitJoined() throws InterruptedException {
        return joined.await(10, TimeUnit.SECONDS);
    }

    /** How many different datagrams of the stream have arrived. */
    int received() {
        return tally.received();
    }

    /** What has arrived, by number. Another thread sees all of what {@link #received} counted. */
    SequenceTally tally() {
        return tally;
    }

    /** Ends the counting, once nothing more is waiting at the socket. */
    void finish() {
        finished = true;
    }
}
