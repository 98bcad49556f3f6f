package io.umbel.perf.lab;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Joins a stream's group and counts what arrives, until told to finish or to leave. Runs as a {@link Host}; the methods that
 * are not private are for other threads, but for {@link #call}.
 */
final class Receiver implements Callable<Reception> {
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final long LONGEST_LATENCY_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Stream stream;
    private final Host host;
    private final Membership membership;
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
        this.stream = stream;
        this.host = host;
        this.membership = membership;
        this.attendance = attendance;
        this.tally = new SequenceTally(stream.count());
    }

    @Override
    public Reception call() {
        try (UdpSocket socket = UdpSocket.receiving(stream.group(), stream.port(), PATIENCE)) {
            socket.join(membership, host.address());
            joined.countDown();
            boolean more = true;
            while (!left && (more || !finished)) {
                more = socket.receive(this::count) > 0;
            }
        }
        return new Reception(
                host.name() + " " + membership,
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

    Membership membership() {
        return membership;
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

    /** Ends the counting, once nothing more is waiting at the socket. */
    void finish() {
        finished = true;
    }

    /** Leaves at once, whatever is still waiting or coming. */
    void leave() {
        left = true;
    }
}
