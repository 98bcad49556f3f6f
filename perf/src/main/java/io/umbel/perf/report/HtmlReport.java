package io.umbel.perf.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as one page of HTML that needs nothing else: no script, no font, no picture from elsewhere. */
public final class HtmlReport {
    private final Report report;
    private final StringBuilder out = new StringBuilder();

    private HtmlReport(Report report) {
        this.report = report;
    }

    /**
     * The whole page.
     *
     * @param about what each procedure is, by its id
     */
    public static String of(Report report, Map<String, String> about) {
        return new HtmlReport(report).page(about);
    }

    private String page(Map<String, String> about) {
        add("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        add("<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n");
        add("<title>" + Html.text(report.title()) + "</title>\n<style>\n" + style()
                + "</style>\n</head>\n<body>\n<main>\n");
        add("<header><h1>" + Html.text(report.title()) + "</h1>\n<p class=\"lead\">" + Html.text(report.began())
                + " · profile "
                + Html.text(report.profile()) + " · " + Numbers.text(Math.round(report.seconds())) + " s · devices: "
                + Html.text(String.join(", ", duts())) + "</p></header>\n");
        summary();
        setup();
        for (Map.Entry<String, List<Result>> procedure : byProcedure().entrySet()) {
            procedure(procedure.getValue(), about.getOrDefault(procedure.getKey(), ""));
        }
        add(
                "<footer><p>Intervals are of the median, by the order of the repetitions alone; with fewer than six repetitions none "
                        + "reaches 95 %, and the share that is named is what they do reach. They tell of repetitions within this run, "
                        + "not of another day or another machine.</p></footer>\n");
        add("</main>\n</body>\n</html>\n");
        return out.toString();
    }

    private List<String> duts() {
        return report.results().stream()
                .map(Result::dut)
                .filter(dut -> !dut.isEmpty())
                .distinct()
                .toList();
    }

    private Map<String, List<Result>> byProcedure() {
        Map<String, List<Result>> procedures = new LinkedHashMap<>();
        for (Result result : report.results()) {
            procedures.computeIfAbsent(result.id(), _ -> new ArrayList<>()).add(result);
        }
        return procedures;
    }

    /** All figures of all devices, side by side. */
    private void summary() {
        add(
                "<section id=\"summary\"><h2>Results</h2>\n<div class=\"scroll\"><table data-table=\"summary\">\n<caption>Medians of the repetitions, "
                        + "with their intervals</caption>\n");
        List<String> duts = duts();
        row("th", concat(List.of("RFC 3918", "figure", "unit"), duts));
        for (Map.Entry<String, List<Result>> procedure : byProcedure().entrySet()) {
            List<Result> results = procedure.getValue();
            if (results.getFirst().verdict().status() == Verdict.Status.NOT_APPLICABLE) {
                continue;
            }
            String link = "<a href=\"#" + results.getFirst().id() + "\">"
                    + Html.text(results.getFirst().section()) + " "
                    + Html.text(results.getFirst().title()) + "</a>";
            Map<String, String> units = new LinkedHashMap<>();
            results.forEach(
                    result -> result.figures().forEach(figure -> units.putIfAbsent(figure.name(), figure.unit())));
            boolean first = true;
            for (Map.Entry<String, String> figure : units.entrySet()) {
                List<String> cells = new ArrayList<>();
                cells.add(first ? link : "");
                cells.add(Html.text(figure.getKey()));
                cells.add(Html.text(figure.getValue()));
                for (String dut : duts) {
                    cells.add(cell(results, dut, figure.getKey()));
                }
                add("<tr" + (first ? " class=\"first\"" : "") + ">");
                cells.forEach(cell -> add("<td>" + cell + "</td>"));
                add("</tr>\n");
                first = false;
            }
        }
        add("</table></div>\n");
        verdicts(duts);
        add("</section>\n");
    }

    private static String cell(List<Result> results, String dut, String name) {
        for (Result result : results) {
            for (Figure figure : result.figures()) {
                if (result.dut().equals(dut)
                        && figure.name().equals(name)
                        && !figure.samples().isEmpty()) {
                    boolean doubtful = result.verdict().status() == Verdict.Status.NOT_TRUSTED;
                    return doubtful
                            ? "<span class=\"doubt\" title=\"not to be trusted\">" + interval(figure.interval(), " ⚠")
                                    + "</span>"
                            : interval(figure.interval(), "");
                }
            }
        }
        return "–";
    }

    /** The median with a mark, and below it the interval. */
    private static String interval(MedianInterval interval, String mark) {
        String median = Numbers.text(interval.median()) + mark;
        return interval.samples() == 1 ? median : median + "<small>" + interval.bounds() + "</small>";
    }

    private void verdicts(List<String> duts) {
        add(
                "<div class=\"scroll\"><table data-table=\"verdicts\">\n<caption>The method: whether each test was carried out as RFC 3918 has it</caption>\n");
        row("th", concat(List.of("RFC 3918", "test"), duts));
        for (List<Result> results : byProcedure().values()) {
            add("<tr><td>" + Html.text(results.getFirst().section()) + "</td><td><a href=\"#"
                    + results.getFirst().id() + "\">"
                    + Html.text(results.getFirst().title()) + "</a></td>");
            for (String dut : duts) {
                Verdict.Status status = results.stream()
                        .filter(result ->
                                result.dut().equals(dut) || result.dut().isEmpty())
                        .map(result -> result.verdict().status())
                        .findFirst()
                        .orElse(Verdict.Status.NOT_APPLICABLE);
                add("<td>" + badge(status) + "</td>");
            }
            add("</tr>\n");
        }
        add("</table></div>\n");
    }

    private static String badge(Verdict.Status status) {
        return "<span class=\"badge " + status.name().toLowerCase(Locale.ROOT) + "\">" + status.words() + "</span>";
    }

    private void setup() {
        add(
                "<section id=\"setup\"><h2>Set-up</h2>\n<div class=\"scroll\"><table data-table=\"setup\" class=\"pairs\">\n");
        for (Map.Entry<String, String> each : report.setup().entrySet()) {
            String value = Html.text(each.getValue());
            add("<tr><th scope=\"row\">" + Html.text(each.getKey()) + "</th><td>"
                    + (value.contains("\n") ? "<pre>" + value + "</pre>" : value) + "</td></tr>\n");
        }
        add("</table></div></section>\n");
    }

    private void procedure(List<Result> results, String about) {
        Result first = results.getFirst();
        add("<section id=\"" + first.id() + "\"><h2><span class=\"number\">" + Html.text(first.section()) + "</span> "
                + Html.text(first.title()) + "</h2>\n");
        if (!about.isEmpty()) {
            add("<p>" + Html.text(about) + "</p>\n");
        }
        for (Plot plot : plots(results)) {
            add(SvgPlot.draw(plot) + "\n");
        }
        for (Result result : results) {
            if (!result.dut().isEmpty()) {
                add("<h3>" + Html.text(result.dut()) + " "
                        + badge(result.verdict().status()) + "</h3>\n");
            }
            for (Table table : result.tables()) {
                table(result, table);
            }
            details(result);
        }
        add("</section>\n");
    }

    private void table(Result result, Table table) {
        add("<div class=\"scroll\"><table data-table=\"" + Html.text(result.id() + "/" + result.dut())
                + "\">\n<caption>" + Html.text(table.caption()) + "</caption>\n");
        row("th", table.columns());
        for (List<String> row : table.rows()) {
            row("td", row);
        }
        add("</table></div>\n");
    }

    private void details(Result result) {
        List<String> remarks = result.verdict().remarks();
        if (!remarks.isEmpty()) {
            add("<ul class=\"remarks\">");
            remarks.forEach(remark -> add("<li>" + Html.text(remark) + "</li>"));
            add("</ul>\n");
        }
        if (!result.parameters().isEmpty()) {
            add("<dl>");
            result.parameters()
                    .forEach((name, value) ->
                            add("<div><dt>" + Html.text(name) + "</dt><dd>" + Html.text(value) + "</dd></div>"));
            add("</dl>\n");
        }
    }

    /** Those of the same id in one, the series named by their devices. */
    private static List<Plot> plots(List<Result> results) {
        Map<String, Plot> plots = new LinkedHashMap<>();
        for (Result result : results) {
            for (Plot plot : result.plots()) {
                List<Plot.Series> series = new ArrayList<>();
                Plot before = plots.get(plot.id());
                if (before != null) {
                    series.addAll(before.series());
                }
                plot.series().stream()
                        .filter(each -> !each.points().isEmpty())
                        .map(each -> new Plot.Series(result.dut() + ": " + each.name(), each.joined(), each.points()))
                        .forEach(series::add);
                plots.put(
                        plot.id(),
                        new Plot(
                                plot.id(),
                                plot.title(),
                                plot.xLabel(),
                                plot.yLabel(),
                                plot.xScale(),
                                plot.yScale(),
                                series));
            }
        }
        return plots.values().stream().filter(plot -> !plot.series().isEmpty()).toList();
    }

    private void row(String element, List<String> cells) {
        add("<tr>");
        cells.forEach(cell -> add("<" + element + ">" + Html.text(cell) + "</" + element + ">"));
        add("</tr>\n");
    }

    private static List<String> concat(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private void add(String html) {
        out.append(html);
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
