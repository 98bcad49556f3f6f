package io.umbel.perf.lab;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;

/**
 * Joins a stream that flows already, leaves it, and so on, and measures how long either takes to have its effect, by the
 * times at which the kernel saw the report and the datagrams. Runs as a {@link Host}; {@link #done} may be read by any
 * thread.
 *
 * <p>The kernel sends its report some milliseconds after the call (two or three ticks of its clock, net/ipv4/igmp.c), which is
 * the host's affair: what counts for a router begins with the report.
 */
final class JoinRounds implements Callable<JoinRounds.Latencies> {
    /**
     * What was measured, in nanoseconds.
     *
     * @param join from the report on the wire to the first datagram at the socket
     * @param joinFromCall from the call that joins to the first datagram at the socket
     * @param leave from the report on the wire to the last datagram on the host's link; 0 if none came after it
     * @param spacing between datagrams, right after each join: no latency can be told more exactly
     */
    record Latencies(Histogram join, Histogram joinFromCall, Histogram leave, Histogram spacing) {
        Latencies() {
            this(new Histogram(3), new Histogram(3), new Histogram(3), new Histogram(3));
        }
    }

    private static final String INTERFACE = "eth0";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** So long without a frame on the link, and the stream has stopped. */
    private static final Duration QUIET = Duration.ofMillis(50);

    private static final int DATAGRAMS_A_ROUND = 20;

    private final Host host;
    private final Stream stream;
    private final Membership membership;
    private final int rounds;
    private final Latencies latencies = new Latencies();
    private volatile int done;
    private volatile int repeated;

    JoinRounds(Host host, Stream stream, Membership membership, int rounds) {
        this.host = host;
        this.stream = stream;
        this.membership = membership;
        this.rounds = rounds;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // There is one writer.
    public Latencies call() {
        try (UdpSocket socket = UdpSocket.receiving(stream.group(), stream.port(), PATIENCE);
                PacketSocket link = PacketSocket.capturing(INTERFACE, QUIET)) {
            TimedReader datagrams = socket.timed();
            TimedReader frames = link.timed();
            while (done < rounds) {
                boolean measured = join(socket, datagrams, frames);
                leave(socket, frames, measured);
                if (measured) {
                    done++;
                } else {
                    repeated++;
                }
            }
        }
        return latencies;
    }

    /** How many times it has joined and left. */
    int done() {
        return done;
    }

    /** How many rounds were not counted: on a busy machine the stream may pause so long that it seems to have stopped. */
    int repeated() {
        return repeated;
    }

    /** Joins; false if the stream had not stopped before. */
    private boolean join(UdpSocket socket, TimedReader datagrams, TimedReader frames) {
        long called = WallClock.nanos();
        socket.join(membership, host.address());
        await(datagrams.next(), "no datagram came after a join");
        long first = datagrams.timeNanos();
        await(frames.next(), "the kernel sent no report of a join");
        while (!LinkFrame.joins(membership, frames.packet())) {
            await(frames.next(), "the kernel sent no report of a join");
        }
        if (first < frames.timeNanos()) {
            return false;
        }
        latencies.join.recordValue(first - frames.timeNanos());
        latencies.joinFromCall.recordValue(Math.max(0, first - called));
        long before = first;
        for (int i = 0; i < DATAGRAMS_A_ROUND; i++) {
            await(datagrams.next(), "the stream stopped");
            latencies.spacing.recordValue(Math.max(0, datagrams.timeNanos() - before));
            before = datagrams.timeNanos();
        }
        return true;
    }

    /** Leaves, and returns once the stream has stopped and what came is gone from the sockets. */
    private void leave(UdpSocket socket, TimedReader frames, boolean measured) {
        socket.leave(membership, host.address());
        long report = 0;
        long last = 0;
        while (frames.next()) {
            if (report == 0 && LinkFrame.leaves(membership, frames.packet())) {
                report = frames.timeNanos();
            } else if (LinkFrame.isDatagramTo(stream.group(), frames.packet())) {
                last = frames.timeNanos();
            }
        }
        await(report != 0, "the stream stopped before the kernel reported a leave");
        if (measured) {
            latencies.leave.recordValue(Math.max(0, last - report));
        }
        socket.discard();
    }

    private void await(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalStateException(host.name() + ", round " + (done + 1) + ": " + otherwise);
        }
    }
}
