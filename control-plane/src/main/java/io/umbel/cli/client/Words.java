package io.umbel.cli.client;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** How the values of answers are written in tables. */
final class Words {
    /** For what there is not. */
    static final String NONE = "-";

    private static final int HOUR = 3600;
    private static final int MINUTE = 60;
    private static final int DAY = 24 * HOUR;

    private Words() {}

    /** A text or number, or the sign for none. */
    static String of(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? NONE : value.asString();
    }

    /** The texts of a list. */
    static String list(JsonNode values) {
        String joined = values.valueStream().map(Words::of).collect(Collectors.joining(","));
        return joined.isEmpty() ? NONE : joined;
    }

    /** Seconds as routers write them: 00:05:35, or 3d04:05:06. */
    static String time(JsonNode seconds) {
        if (!seconds.isNumber()) {
            return NONE;
        }
        long all = (long) Math.ceil(seconds.asDouble());
        String clock = "%02d:%02d:%02d".formatted(all % DAY / HOUR, all % HOUR / MINUTE, all % MINUTE);
        return all < DAY ? clock : all / DAY + "d" + clock;
    }

    /** A time that has no meaning when it is 0. */
    static String timer(JsonNode seconds) {
        return seconds.asDouble(0) == 0 ? NONE : time(seconds);
    }

    static String yesOrNo(JsonNode value) {
        return value.asBoolean(false) ? "yes" : "no";
    }
}
