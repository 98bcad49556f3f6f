package io.umbel.dataplane.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A thread whose short sleeps are short: Linux ends a sleep up to 50 µs late, so that it can wake several threads at once
 * (prctl(2), PR_SET_TIMERSLACK). Agents that poll each other's rings, one after the other, would be late by the sum of that.
 */
public final class PunctualThread extends Thread {
    /** As little as Linux takes, in nanoseconds; 0 would be its default. */
    private static final String LEAST_SLACK = "1";

    /** A thread for the task. */
    public PunctualThread(Runnable task) {
        super(task);
    }

    @Override
    public void run() {
        wakeInTime();
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
