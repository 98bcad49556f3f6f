package io.umbel.perf.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends a stream at its rate. Runs as a {@link Host}; {@link #sent} and {@link #finish} are for any thread. */
final class Sender implements Callable<Integer> {
    private static final int TTL = 8;
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Stream stream;
    private final int address;
    private volatile int sent;
    private volatile boolean finished;

    Sender(Stream stream, int address) {
        this.stream = stream;
        this.address = address;
    }

    /** Sends it all, unless told to finish, and returns how many datagrams that were. */
    @Override
    public Integer call() {
        try (UdpSocket socket = UdpSocket.sendingTo(stream.group(), stream.port(), address, TTL);
                Arena arena = Arena.ofConfined()) {
            MemorySegment payload = arena.allocate(stream.payload());
            long pause =
                    Math.clamp(TimeUnit.SECONDS.toNanos(1) / stream.rate(), SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
            long start = System.nanoTime();
            int next = 0;
            while (next < stream.count() && !finished) {
                // Each datagram has its time, so a late one does not push back those after it.
                long due = (System.nanoTime() - start) * stream.rate() / TimeUnit.SECONDS.toNanos(1);
                for (; next < Math.min(stream.count(), due + 1); next++) {
                    TestDatagram.write(payload, stream.run(), next, System.nanoTime());
                    socket.send(payload);
                }
                sent = next;
                LockSupport.parkNanos(pause);
            }
            return next;
        }
    }

    int sent() {
        return sent;
    }

    /** Ends the stream before its time. */
    void finish() {
        finished = true;
    }
}
