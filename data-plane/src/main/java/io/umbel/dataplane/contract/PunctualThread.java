package io.umbel.dataplane.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A thread whose short sleeps are short: Linux ends a sleep up to 50 µs late, so that it can wake several threads at once
 * (prctl(2), PR_SET_TIMERSLACK). Agents that poll each other's rings, one after the other, would be late by the sum of that.
 */
public final class PunctualThread extends Thread {
    /** As little as Linux takes, in nanoseconds; 0 would be its default. */
    private static final String LEAST_SLACK = "1";

    /** The least that Linux takes. */
    private static final Duration SHORT_TURN = Duration.ofNanos(100_000);

    private final boolean shortTurns;

    /** A thread for the task. */
    public PunctualThread(Runnable task) {
        this(task, false);
    }

    private PunctualThread(Runnable task, boolean shortTurns) {
        super(task);
        this.shortTurns = shortTurns;
    }

    /**
     * A thread for a task that sleeps most of the time: when it wakes, it takes the core from one that may run longer at a time,
     * instead of waiting for the end of that one's turn, which is milliseconds. In return its own turns are short.
     */
    public static PunctualThread ofShortTurns(Runnable task) {
        return new PunctualThread(task, true);
    }

    @Override
    public void run() {
        wakeInTime();
        if (shortTurns) {
            TimeSlice.set(SHORT_TURN);
        }
        super.run();
    }

    /** For the calling thread. Where it does not work, sleeps are a little longer and that is all. */
    private static void wakeInTime() {
        try {
            Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
            Files.writeString(Path.of("/proc/" + thread + "/timerslack_ns"), LEAST_SLACK);
        } catch (IOException notThisLinux) {
            // See above.
        }
    }
}
