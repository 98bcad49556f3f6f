package io.umbel.igmp;

/** Something that is to happen at a time, unless it is stopped or started anew before. */
abstract class Timer {

    private long atMs;
    private long number;
    private boolean running;

    /** Its time has come; it is no longer running. */
    abstract void expired(long nowMs);

    final boolean isRunning() {
        return running;
    }

    /** When it is due; of no meaning unless it is running. */
    final long atMs() {
        return atMs;
    }

    /** How long it has still to run; 0 if it is not running, or overdue. */
    final long remainingMs(long nowMs) {
        return running ? Math.max(0, atMs - nowMs) : 0;
    }

    final void started(long dueMs, long asNumber) {
        atMs = dueMs;
        number = asNumber;
        running = true;
    }

    final void stopped() {
        running = false;
    }

    /** By due time; of equals, the first to be started. */
    static int compare(Timer one, Timer other) {
        int byTime = Long.compare(one.atMs, other.atMs);
        return byTime != 0 ? byTime : Long.compare(one.number, other.number);
    }
}
