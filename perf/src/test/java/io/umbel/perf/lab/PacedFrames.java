package io.umbel.perf.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends frames of its own making at a rate. Runs as a {@link Host}; {@link #sent} and {@link #finish} are for any thread.
 */
final class PacedFrames implements Callable<Integer> {
    private static final String INTERFACE = "eth0";
    private static final int LARGEST_FRAME = 1514;
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** Makes the frames that are to go next. */
    @FunctionalInterface
    interface Source {
        /**
         * Makes those of one turn.
         *
         * @param number which turn it is, from 0
         */
        void next(int number, Consumer<byte[]> send);
    }

    private final int turns;
    private final int rate;
    private final Source source;
    private volatile int sent;
    private volatile boolean finished;

    /**
     * @param turns how many times it asks for frames at most
     * @param rate how many times a second
     */
    PacedFrames(int turns, int rate, Source source) {
        this.turns = turns;
        this.rate = rate;
        this.source = source;
    }

    @Override
    public Integer call() {
        try (PacketSocket socket = PacketSocket.sending(INTERFACE);
                Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(LARGEST_FRAME);
            Consumer<byte[]> send =
                    frame -> socket.send(memory.asSlice(0, frame.length).copyFrom(MemorySegment.ofArray(frame)));
            long start = System.nanoTime();
            for (int next = 0; next < turns && !finished; next++) {
                while ((System.nanoTime() - start) * rate / TimeUnit.SECONDS.toNanos(1) < next) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                source.next(next, send);
                sent = next + 1;
            }
            return sent;
        }
    }

    /** How many turns are over. */
    int sent() {
        return sent;
    }

    /** Ends it before its time. */
    void finish() {
        finished = true;
    }
}
