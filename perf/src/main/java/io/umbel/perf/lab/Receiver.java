package io.umbel.perf.lab;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Joins a stream's group and counts what arrives, until told to finish or to leave. Runs as a {@link Host}; the methods that
 * are not private are for other threads, but for {@link #call}.
 */
final class Receiver implements Callable<Reception> {
    private static final int ANY_ADDRESS = 0;
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final long LONGEST_LATENCY_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Stream stream;
    private final Host host;
    private final List<Membership> memberships;
    private final Attendance attendance;
    private final SequenceTally tally;
    private final Histogram latencyNanos = new Histogram(LONGEST_LATENCY_NANOS, 2);
    private final CountDownLatch joined = new CountDownLatch(1);
    private volatile long firstAtNanos;
    private volatile boolean finished;
    private volatile boolean left;
    private long foreign;

    /** Of the whole stream, from whatever source. */
    Receiver(Stream stream, Host host) {
        this(stream, host, Membership.ofGroup(stream.group()), Attendance.WHOLE);
    }

    /** @param membership in the stream's group */
    Receiver(Stream stream, Host host, Membership membership, Attendance attendance) {
        this(stream, host, List.of(membership), attendance, new SequenceTally(stream.count()));
    }

    /**
     * Of the whole of several streams.
     *
     * @param stream all of them, numbered as one
     * @param memberships at most 20
     */
    Receiver(Stream stream, Host host, List<Membership> memberships, SequenceTally tally) {
        this(stream, host, memberships, Attendance.WHOLE, tally);
    }

    private Receiver(
            Stream stream, Host host, List<Membership> memberships, Attendance attendance, SequenceTally tally) {
        this.stream = stream;
        this.host = host;
        this.memberships = List.copyOf(memberships);
        this.attendance = attendance;
        this.tally = tally;
    }

    @Override
    public Reception call() {
        int destination = memberships.size() == 1 ? stream.group() : ANY_ADDRESS;
        try (UdpSocket socket = UdpSocket.receiving(destination, stream.port(), PATIENCE)) {
            memberships.forEach(each -> socket.join(each, host.address()));
            joined.countDown();
            boolean more = true;
            while (!left && (more || !finished)) {
                more = socket.receive(this::count) > 0;
            }
        }
        return new Reception(
                host.name() + " " + membership(),
                tally.received(),
                switch (attendance) {
                    case WHOLE -> tally.lost();
                    case JOINS_LATER -> tally.lostAfterFirst();
                    case LEAVES_EARLIER -> tally.lostBeforeLast();
                    case MEANWHILE -> tally.lostBetween();
                },
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
            if (firstAtNanos == 0) {
                firstAtNanos = WallClock.nanos();
            }
            long latency = System.nanoTime() - TestDatagram.sentAtNanos(datagram);
            latencyNanos.recordValue(Math.clamp(latency, 0, LONGEST_LATENCY_NANOS));
        } else {
            foreign++;
        }
    }

    Host host() {
        return host;
    }

    /** What it has joined; the first, if that is several. */
    Membership membership() {
        return memberships.getFirst();
    }

    /** Waits until the kernel has the membership; false if that takes more than ten seconds. */
    boolean awaitJoined() throws InterruptedException {
        return joined.await(10, TimeUnit.SECONDS);
    }

    /** How many different datagrams of the stream have arrived. */
    int received() {
        return tally.received();
    }

    /** When the first datagram was read from the socket, as {@link WallClock}; 0 if none was. */
    long firstAtNanos() {
        return firstAtNanos;
    }

    /** What has arrived, by number. Another thread sees all of what {@link #received} counted. */
    SequenceTally tally() {
        return tally;
    }

    /** Ends the counting, once nothing more is waiting at the socket. */
    void finish() {
        finished = true;
    }

    /** Leaves at once, whatever is still waiting or coming. */
    void leave() {
        left = true;
    }
}
