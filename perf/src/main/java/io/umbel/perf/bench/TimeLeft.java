package io.umbel.perf.bench;

import java.time.Duration;

/** How long a row of equal tasks may take yet, going by those that are done. */
final class TimeLeft {
    private final int tasks;
    private final long start = System.nanoTime();
    private long lastDone;
    private int done;

    TimeLeft(int tasks) {
        this.tasks = tasks;
    }

    void oneMoreDone() {
        done++;
        lastDone = System.nanoTime();
    }

    /** The end of a line; nothing as long as nothing is done. */
    @Override
    public String toString() {
        if (done == 0) {
            return "";
        }
        long each = (lastDone - start) / done;
        return text(Duration.ofNanos(Math.max(0, each * (tasks - done) - (System.nanoTime() - lastDone))));
    }

    static String text(Duration left) {
        return left.toMinutes() == 0
                ? "; " + left.toSeconds() + " s left"
                : "; " + left.toMinutes() + " min " + left.toSecondsPart() + " s left";
    }
}
