package io.umbel.perf.report;

import java.util.List;

/**
 * A table.
 *
 * @param columns their headings, with units
 * @param rows each with a text for each column
 */
public record Table(String caption, List<String> columns, List<List<String>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        caption + ": a row of " + row.size() + " in a table of " + columns.size() + " columns");
            }
        }
    }
}
