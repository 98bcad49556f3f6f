package io.umbel.dataplane.contract;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A plane's sign of life, in a mapped file that {@link Liveness} reads: which process it is, since when, and when its thread
 * last came round. For the one thread whose life it shows.
 */
public final class Heartbeat implements AutoCloseable {
    static final int PID = 0;
    static final int STARTED = 8;
    static final int BEAT = 16;
    static final int STALLED_WORKERS = 24;
    static final int LENGTH = 64;

    /** What stands for the time of the last beat once a plane has ended well. */
    static final long STOPPED = 0;

    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final MappedFile file;
    private final UnsafeBuffer buffer;
    private final NanoClock clock;
    private long nextNs;

    private Heartbeat(MappedFile file, NanoClock clock) {
        this.file = file;
        this.buffer = file.buffer();
        this.clock = clock;
        this.nextNs = clock.nanoTime();
    }

    /** Shows that this process is that plane now, in the place of its predecessor; the first beat is done. */
    public static Heartbeat begin(SharedDirectory directory, Plane plane, NanoClock clock) {
        directory.check();
        MappedFile file = MappedFile.create(directory.heartbeat(plane), LENGTH, buffer -> {
            buffer.putLong(PID, ProcessHandle.current().pid());
            buffer.putLong(STARTED, Liveness.startOfThisProcess());
            buffer.putLong(BEAT, clock.nanoTime());
        });
        return new Heartbeat(file, clock);
    }

    /**
     * To be called in every duty cycle; beats every 100 ms.
     *
     * @param stalledWorkers how many workers of a data plane make no passes
     * @return 1 if it was time for a beat, or else 0
     */
    public int beat(int stalledWorkers) {
        long now = clock.nanoTime();
        if (now - nextNs < 0) {
            return 0;
        }
        nextNs = now + INTERVAL_NS;
        buffer.putLongOrdered(STALLED_WORKERS, stalledWorkers);
        buffer.putLongOrdered(BEAT, now);
        return 1;
    }

    /** Shows that the plane has ended, and ended well. */
    @Override
    public void close() {
        buffer.putLongOrdered(BEAT, STOPPED);
        file.close();
    }
}
