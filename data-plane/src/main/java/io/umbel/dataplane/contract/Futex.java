package io.umbel.dataplane.contract;

/**
 * Sleeping until another thread, of this process or of one that has the same memory mapped, says that a 32-bit word has
 * changed ({@code futex(2)}). Any thread may call.
 */
final class Futex {
    /** Octets of a {@code struct timespec}: seconds and nanoseconds, 64 bits each. */
    static final int TIMESPEC_LENGTH = 16;

    private static final int WAIT = 0;
    private static final int WAKE = 1;

    private Futex() {}

    /**
     * Sleeps until it is woken or the time is up; not at all if the word has another value than expected. It may end for no
     * reason.
     *
     * @param word address of the word, a multiple of 4
     * @param timespec address of the longest time to sleep
     */
    static void await(long word, int expected, long timespec) {
        // Why it came back is for the caller to see from the word.
        SystemCall.FUTEX.call(word, WAIT, expected, timespec);
    }

    /** Wakes one thread that sleeps on the word, if there is one. */
    static void wake(long word) {
        SystemCall.FUTEX.call(word, WAKE, 1, 0);
    }
}
