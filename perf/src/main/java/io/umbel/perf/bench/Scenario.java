package io.umbel.perf.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is replicated.
 *
 * @param frame octets of each frame, without frame check sequence
 * @param branches replicas of each
 * @param entries in the table
 */
record Scenario(int frame, int branches, int entries) {
    static final int MIN_FRAME = 60;
    static final int MAX_FRAME = 1514;
    static final int MAX_BRANCHES = 31;

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,7})/(\\d{1,7})/(\\d{1,7})");

    Scenario {
        if (!isBetween(MIN_FRAME, frame, MAX_FRAME)
                || !isBetween(1, branches, MAX_BRANCHES)
                || !isBetween(1, entries, Streams.MAX)) {
            throw new IllegalArgumentException("no such scenario: " + frame + "/" + branches + "/" + entries);
        }
    }

    private static boolean isBetween(int least, int value, int most) {
        return least <= value && value <= most;
    }

    /** Those that show in a few minutes how things are. */
    static List<Scenario> quick() {
        return List.of(
                new Scenario(60, 4, 1),
                new Scenario(60, 1, 1),
                new Scenario(60, 16, 1),
                new Scenario(252, 4, 1),
                new Scenario(1514, 4, 1),
                new Scenario(60, 4, 1000));
    }

    /** Every frame length with every number of branches, and then more and more entries. */
    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (int frame : new int[] {60, 124, 252, 508, 1020, 1514}) {
            for (int branches : new int[] {1, 2, 4, 8, 16}) {
                all.add(new Scenario(frame, branches, 1));
            }
        }
        for (int entries : new int[] {1_000, 100_000, 1_000_000}) {
            all.add(new Scenario(60, 4, entries));
        }
        return all;
    }

    /**
     * Those that a text names: {@code quick}, {@code all}, or frame, branches and entries as in {@code 60/4/1}, with commas
     * between them.
     *
     * @throws IllegalArgumentException in part of a sentence that says what was found and what is allowed
     */
    static List<Scenario> parse(String text) {
        Set<Scenario> scenarios = new LinkedHashSet<>();
        for (String name : text.split(",", -1)) {
            switch (name) {
                case "quick" -> scenarios.addAll(quick());
                case "all" -> scenarios.addAll(all());
                default -> scenarios.add(parseOne(name));
            }
        }
        return List.copyOf(scenarios);
    }

    private static Scenario parseOne(String name) {
        Matcher written = WRITTEN.matcher(name);
        try {
            if (written.matches()) {
                return new Scenario(
                        Integer.parseInt(written.group(1)),
                        Integer.parseInt(written.group(2)),
                        Integer.parseInt(written.group(3)));
            }
        } catch (IllegalArgumentException outOfRange) {
            // As below.
        }
        throw new IllegalArgumentException(
                "has \"" + name + "\"; allowed are quick, all, and OCTETS/BRANCHES/ENTRIES from "
                        + MIN_FRAME + "/1/1 to " + MAX_FRAME + "/" + MAX_BRANCHES + "/" + Streams.MAX
                        + ", with commas between them");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return frame + "/" + branches + "/" + entries;
    }
}
