package io.umbel.igmp;

import java.util.OptionalLong;
import java.util.TreeSet;

/** All running timers of a router in the order in which they are due. Starting and stopping takes the logarithm of their number. */
final class Timers {

    private final TreeSet<Timer> running = new TreeSet<>(Timer::compare);
    private long started;

    /** Starts it, anew if it was running. */
    void start(Timer timer, long atMs) {
        stop(timer);
        timer.started(atMs, ++started);
        running.add(timer);
    }

    void stop(Timer timer) {
        if (timer.isRunning()) {
            running.remove(timer);
            timer.stopped();
        }
    }

    /** When the next one is due. */
    OptionalLong nextDeadlineMs() {
        return running.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(running.first().atMs());
    }

    /** Lets expire what is due. */
    void advance(long nowMs) {
        while (!running.isEmpty() && running.first().atMs() <= nowMs) {
            Timer due = running.first();
            stop(due);
            due.expired(nowMs);
        }
    }

    int size() {
        return running.size();
    }
}
