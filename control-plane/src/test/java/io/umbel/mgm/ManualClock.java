package io.umbel.mgm;

/** A clock that a test sets. */
final class ManualClock implements MgmClock {

    private long nowMs;

    @Override
    public long milliseconds() {
        return nowMs;
    }

    void setSeconds(long seconds) {
        nowMs = seconds * 1000;
    }

    void advanceMs(long ms) {
        nowMs += ms;
    }
}
