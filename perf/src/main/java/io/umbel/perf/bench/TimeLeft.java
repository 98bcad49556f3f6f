package io.umbel.perf.bench;

import java.time.Duration;

/** How long a row of equal tasks may take yet, going by those that are done. */
final class TimeLeft {
    private final int tasks;
    private final long start = System.nanoTime();
    private int done;

    TimeLeft(int tasks) {
        this.tasks = tasks;
    }

    void oneMoreDone() {
        done++;
    }

    /** The end of a line; nothing as long as nothing is done. */
    @Override
    public String toString() {
        return done == 0 ? "" : text(Duration.ofNanos((System.nanoTime() - start) / done * (tasks - done)));
    }

    static String text(Duration left) {
        return left.toMinutes() == 0
                ? "; " + left.toSeconds() + " s left"
                : "; " + left.toMinutes() + " min " + left.toSecondsPart() + " s left";
    }
}
