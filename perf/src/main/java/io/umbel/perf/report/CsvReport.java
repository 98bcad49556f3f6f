package io.umbel.perf.report;

import java.util.List;
import java.util.stream.Collectors;

/** The figures of a report as CSV (RFC 4180), a line for each sample. */
public final class CsvReport {
    private static final List<String> HEADING =
            List.of("dut", "procedure", "section", "figure", "unit", "repetition", "value", "verdict");

    private CsvReport() {}

    /** The whole file. */
    public static String of(Report report) {
        StringBuilder csv = new StringBuilder(line(HEADING));
        for (Result result : report.results()) {
            for (Figure figure : result.figures()) {
                for (int i = 0; i < figure.samples().size(); i++) {
                    csv.append(line(List.of(
                            result.dut(),
                            result.id(),
                            result.section(),
                            figure.name(),
                            figure.unit(),
                            Integer.toString(i + 1),
                            figure.samples().get(i).toString(),
                            result.verdict().status().words())));
                }
            }
        }
        return csv.toString();
    }

    private static String line(List<String> fields) {
        return fields.stream().map(CsvReport::quoted).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String quoted(String field) {
        return field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + field.replace("\"", "\"\"") + '"'
                : field;
    }
}
