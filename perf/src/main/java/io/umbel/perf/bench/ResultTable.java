package io.umbel.perf.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results of scenarios as a table, with a picture for terminals or in Markdown. */
final class ResultTable {
    /** A bar as long as this says that ours is as fast as the ceiling. */
    private static final int BAR = 20;

    private final List<ScenarioResult> results;

    ResultTable(List<ScenarioResult> results) {
        this.results = results;
    }

    /** @param blocks whether the terminal can show block characters */
    String text(boolean blocks) {
        return line("octets branches   entries    ours ceiling   by     ratio   min   max  clock  0%s1"
                        .formatted(" ".repeat(BAR)))
                + results.stream().map(result -> line(row(result, blocks))).collect(Collectors.joining())
                + line("")
                + line("ours, ceiling: Mpps out by the processor time of the polling thread, medians of the starts")
                + line(
                        "ratio: ours by ceiling, a pair of starts each: median, least, most; clock: the median by the clock")
                + dropped();
    }

    private String dropped() {
        return results.stream()
                .filter(result -> result.drops() > 0)
                .map(result -> line(String.format(
                        Locale.ROOT,
                        "%s: %,d frames were dropped, so it can't be relied on",
                        result.scenario(),
                        result.drops())))
                .collect(Collectors.joining());
    }

    private static String row(ScenarioResult result, boolean blocks) {
        return format("%6d %8d %,9d %7.2f %7.2f   %-7s %5.2f %5.2f %5.2f  %5.2f  |", result)
                + bar(result.ratio().median(), blocks)
                + "|";
    }

    /** The columns of a result: three of its scenario, the two rates, how the ceiling did it, and four ratios. */
    private static String format(String columns, ScenarioResult result) {
        Scenario scenario = result.scenario();
        return String.format(
                Locale.ROOT,
                columns,
                scenario.frame(),
                scenario.branches(),
                scenario.entries(),
                result.ours().median(),
                result.ceiling().median(),
                result.way(),
                result.ratio().median(),
                result.ratio().least(),
                result.ratio().most(),
                result.clockRatio().median());
    }

    private static String bar(double ratio, boolean blocks) {
        int full = Math.clamp(Math.round(ratio * BAR), 0, BAR);
        return (blocks ? "█" : "#").repeat(full) + " ".repeat(BAR - full);
    }

    String markdown() {
        return line(
                        "| octets | branches | entries | ours, Mpps | ceiling, Mpps | it does so by | ratio | min – max | by the clock | ratio, the end is 1 |")
                + line("|---|---|---|---|---|---|---|---|---|---|")
                + results.stream().map(result -> line(markdownRow(result))).collect(Collectors.joining());
    }

    private static String markdownRow(ScenarioResult result) {
        return format("| %d | %d | %,d | %.1f | %.1f | %s | %.2f | %.2f – %.2f | %.2f | `", result)
                + bar(result.ratio().median(), true) + "` |";
    }

    private static String line(String text) {
        return text + "\n";
    }
}
