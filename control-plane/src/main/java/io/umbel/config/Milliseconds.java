package io.umbel.config;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How times are written: a whole number with its unit, as in 125s or 100ms. */
final class Milliseconds {
    private static final int A_SECOND = 1000;
    private static final Pattern WRITTEN = Pattern.compile("(0|[1-9][0-9]{0,8})(ms|s)");

    private Milliseconds() {}

    /** The time, if the text is one. */
    static OptionalLong parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return OptionalLong.of(matcher.group(2).equals("s") ? number * A_SECOND : number);
    }

    /** In whole seconds where it can be. */
    static String format(long ms) {
        return ms % A_SECOND == 0 ? ms / A_SECOND + "s" : ms + "ms";
    }
}
