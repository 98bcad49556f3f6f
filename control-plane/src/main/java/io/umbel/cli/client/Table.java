package io.umbel.cli.client;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Rows under headings, as wide as what is in them. What is too wide for the terminal loses the ends of its widest cells; in a
 * file or pipe nothing is cut. A heading that begins with {@code >} has its column aligned to the right. For one thread.
 */
final class Table {
    private static final String GAP = "  ";
    private static final String CUT = "…";
    /** Narrower than this no column is made. */
    private static final int LEAST = 6;

    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();

    Table(String... headings) {
        right = new boolean[headings.length];
        String[] plain = new String[headings.length];
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(">");
            plain[i] = right[i] ? headings[i].substring(1) : headings[i];
        }
        rows.add(plain);
    }

    /** Adds a row, with a cell for each heading. */
    Table row(Object... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(
                    "a row of " + cells.length + " cells under " + right.length + " headings");
        }
        rows.add(Arrays.stream(cells).map(String::valueOf).toArray(String[]::new));
        return this;
    }

    /** How many rows there are under the headings. */
    int size() {
        return rows.size() - 1;
    }

    /** The lines, the headings first. */
    List<String> lines(OptionalInt columns) {
        int[] widths = widths(columns);
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    void print(PrintWriter out, OptionalInt columns) {
        lines(columns).forEach(out::println);
    }

    private int[] widths(OptionalInt columns) {
        int[] widths = new int[right.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        int allowed = columns.orElse(Integer.MAX_VALUE) - GAP.length() * (right.length - 1);
        int surplus = Arrays.stream(widths).sum() - allowed;
        while (surplus > 0) {
            int widest = IntStream.range(0, widths.length)
                    .filter(i -> !right[i])
                    .reduce((a, b) -> widths[b] >= widths[a] ? b : a)
                    .orElse(0);
            if (widths[widest] <= LEAST) {
                break;
            }
            widths[widest]--;
            surplus--;
        }
        return widths;
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String cell = row[i].length() <= widths[i] ? row[i] : row[i].substring(0, widths[i] - 1) + CUT;
            String padding = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : GAP).append(right[i] ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
