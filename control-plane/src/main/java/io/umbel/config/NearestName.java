package io.umbel.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/** Finds what was probably meant by a name that is not known. */
final class NearestName {
    private NearestName() {}

    /** To stand after the name in an error: what was probably meant, or nothing if no name is near. */
    static String hint(String unknown, String... known) {
        String text = unknown.toLowerCase(Locale.ROOT).replace('_', '-');
        int near = Math.max(1, text.length() / 3);
        return Arrays.stream(known)
                .min(Comparator.comparingInt(name -> distance(text, name)))
                .filter(name -> distance(text, name) <= near)
                .map(name -> ", perhaps for '" + name + "'")
                .orElse("");
    }

    /** How many characters must be inserted, removed or replaced to make one of the other (Levenshtein). */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        Arrays.setAll(previous, column -> column);
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
