package io.umbel.perf.report;

import java.util.Locale;

/** Numbers as reports show them. */
public final class Numbers {
    private Numbers() {}

    /** Thousands apart. */
    public static String text(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Three figures or more, thousands apart. */
    public static String text(double value) {
        double size = Math.abs(value);
        if ((value == Math.rint(value) && size < 1e15) || size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return String.format(Locale.ROOT, size >= 1 ? "%.2f" : "%.3g", value);
    }
}
