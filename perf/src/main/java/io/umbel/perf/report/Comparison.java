package io.umbel.perf.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Two reports side by side: of each figure that both have, of the same device, what it was in either, and by how much the second differs.
 *
 * @param lines in the order of the first report
 * @param missing figures that only one of them has
 */
public record Comparison(List<Line> lines, List<String> missing) {
    /**
     * A figure of both.
     *
     * @param verdict what the samples allow to say of the difference
     */
    public record Line(
            String dut,
            String procedure,
            String figure,
            String unit,
            MedianInterval first,
            MedianInterval second,
            ShiftInterval shift,
            String verdict) {}

    /** Compares. */
    public static Comparison of(Report first, Report second) {
        List<Line> lines = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Result result : first.results()) {
            for (Figure figure : result.figures()) {
                Figure other = find(second, result, figure);
                if (other == null) {
                    missing.add(result.dut() + ", " + figure.name() + ": only in the first");
                } else if (!figure.samples().isEmpty() && !other.samples().isEmpty()) {
                    lines.add(line(result, figure, other));
                }
            }
        }
        for (Result result : second.results()) {
            for (Figure figure : result.figures()) {
                if (find(first, result, figure) == null) {
                    missing.add(result.dut() + ", " + figure.name() + ": only in the second");
                }
            }
        }
        return new Comparison(lines, missing);
    }

    private static @Nullable Figure find(Report in, Result result, Figure figure) {
        return in.results().stream()
                .filter(each -> each.dut().equals(result.dut()) && each.id().equals(result.id()))
                .flatMap(each -> each.figures().stream())
                .filter(each -> each.name().equals(figure.name()))
                .findFirst()
                .orElse(null);
    }

    private static Line line(Result result, Figure figure, Figure other) {
        ShiftInterval shift = ShiftInterval.between(figure.samples(), other.samples());
        String verdict = !shift.isDifferent()
                ? "no difference shown"
                : (shift.shift() > 0) == (figure.better() == Figure.Better.HIGHER)
                        ? "second is better"
                        : "second is worse";
        return new Line(
                result.dut(),
                result.id(),
                figure.name(),
                figure.unit(),
                figure.interval(),
                other.interval(),
                shift,
                verdict);
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "  %-44s %10s %10s %-12s %10s  %s%n",
                "medians",
                "first",
                "second",
                "",
                "by",
                "(by how much, with what probability)"));
        String last = "";
        for (Line line : lines) {
            String heading = line.dut + ", " + line.procedure;
            if (!heading.equals(last)) {
                text.append(heading).append('\n');
                last = heading;
            }
            double percent = line.first.median() == 0 ? 0 : line.shift.shift() * 100 / line.first.median();
            text.append(String.format(
                    Locale.ROOT,
                    "  %-44s %10s %10s %-12s %+8.1f %%  (%s to %s, %.0f %%)  %s%n",
                    line.figure,
                    Numbers.text(line.first.median()),
                    Numbers.text(line.second.median()),
                    line.unit,
                    percent,
                    Numbers.text(line.shift.low()),
                    Numbers.text(line.shift.high()),
                    Math.floor(line.shift.coverage() * 100),
                    line.verdict));
        }
        missing.forEach(each -> text.append("not compared: ").append(each).append('\n'));
        return text.toString();
    }
}
