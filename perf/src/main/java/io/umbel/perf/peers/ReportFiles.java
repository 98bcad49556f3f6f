package io.umbel.perf.peers;

import io.umbel.perf.report.CsvReport;
import io.umbel.perf.report.HtmlReport;
import io.umbel.perf.report.Report;
import io.umbel.perf.rfc3918.Procedure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The files of a report. */
final class ReportFiles {
    static final String HTML = "report.html";
    static final String JSON = "report.json";
    static final String CSV = "report.csv";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ReportFiles() {}

    /** Writes them into the directory. */
    static void write(Path directory, Report report) throws IOException {
        Map<String, String> about = Procedure.all().stream().collect(Collectors.toMap(Procedure::id, Procedure::about));
        Files.writeString(directory.resolve(HTML), HtmlReport.of(report, about));
        Files.writeString(directory.resolve(JSON), MAPPER.writeValueAsString(report));
        Files.writeString(directory.resolve(CSV), CsvReport.of(report));
    }

    /**
     * Reads a report's JSON.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Report read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " is no file; allowed is the " + JSON + " of a run");
        }
        try {
            Report report = MAPPER.readValue(Files.readString(file), Report.class);
            if (report == null || report.setup() == null) {
                throw new IllegalArgumentException(file + " is not the " + JSON + " of a run");
            }
            return report;
        } catch (JacksonException | NullPointerException e) {
            throw new IllegalArgumentException(file + " is not the " + JSON + " of a run", e);
        }
    }
}
