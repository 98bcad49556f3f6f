package io.umbel.dataplane.contract;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * Sleeping until another thread, of this process or of one that has the same memory mapped, says that a 32-bit word has
 * changed ({@code futex(2)}). Any thread may call.
 */
final class Futex {
    /** Octets of a {@code struct timespec}: seconds and nanoseconds, 64 bits each. */
    static final int TIMESPEC_LENGTH = 16;

    private static final long SYS_FUTEX = System.getProperty("os.arch").equals("aarch64") ? 98 : 202;
    private static final int WAIT = 0;
    private static final int WAKE = 1;

    /** {@code long syscall(long number, void *word, int operation, int value, const struct timespec *timeout)}. */
    private static final MethodHandle SYSCALL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().find("syscall").orElseThrow(),
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG),
                    Linker.Option.firstVariadicArg(1));

    private Futex() {}

    /**
     * Sleeps until it is woken or the time is up; not at all if the word has another value than expected. It may end for no
     * reason.
     *
     * @param word address of the word, a multiple of 4
     * @param timespec address of the longest time to sleep
     */
    static void await(long word, int expected, long timespec) {
        call(word, WAIT, expected, timespec);
    }

    /** Wakes one thread that sleeps on the word, if there is one. */
    static void wake(long word) {
        call(word, WAKE, 1, 0);
    }

    private static void call(long word, int operation, int value, long timespec) {
        try {
            // Why it came back is for the caller to see from the word.
            long _ = (long) SYSCALL.invokeExact(SYS_FUTEX, word, operation, value, timespec);
        } catch (Throwable e) {
            throw new AssertionError("futex throws nothing", e);
        }
    }
}
