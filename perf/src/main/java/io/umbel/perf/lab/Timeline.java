package io.umbel.perf.lab;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Tells people what happens as it happens, a line each: time since the start, who, what, and what came of it. On a terminal a
 * last line, written over again and again, says how things stand.
 */
final class Timeline {
    private static final long GLANCE_MILLIS = 20;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal = Linux.isTerminal(Linux.STDOUT);
    private final long startNanos = WallClock.nanos();
    private final Supplier<String> state;

    /** @param state how things stand */
    Timeline(PrintStream out, Supplier<String> state) {
        this.out = out;
        this.state = state;
    }

    /** When it began, as {@link WallClock}. */
    long startNanos() {
        return startNanos;
    }

    /** Tells of something that happened at a moment of the {@link WallClock}. */
    void tell(long atNanos, String who, String what, String outcome) {
        out.println((terminal ? ERASE_LINE : "")
                + String.format(
                                Locale.ROOT,
                                "  %7.3f s  %-7s %-28s %s",
                                seconds(atNanos - startNanos),
                                who,
                                what,
                                outcome)
                        .stripTrailing());
    }

    /** Waits for something, but no longer than so many nanoseconds; false if it did not come about. */
    boolean await(BooleanSupplier condition, long patienceNanos) throws InterruptedException {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > patienceNanos) {
                return false;
            }
            if (terminal) {
                out.print(ERASE_LINE
                        + String.format(Locale.ROOT, "  %7.3f s  ", seconds(WallClock.nanos() - startNanos))
                        + state.get());
                out.flush();
            }
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        }
        return true;
    }

    /** Lets so much time pass. */
    void pass(long nanos) throws InterruptedException {
        await(() -> false, nanos);
    }

    /** Nothing more will be told. */
    void end() {
        if (terminal) {
            out.print(ERASE_LINE);
            out.flush();
        }
    }

    private static double seconds(long nanos) {
        return (double) nanos / TimeUnit.SECONDS.toNanos(1);
    }
}
