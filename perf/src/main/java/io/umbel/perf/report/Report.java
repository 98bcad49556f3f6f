package io.umbel.perf.report;

import java.util.List;
import java.util.Map;

/**
 * What a run of the lab found. Its JSON is these records, field by field.
 *
 * @param title of the page
 * @param profile what was asked for, by name
 * @param began when, as ISO 8601 says it
 * @param seconds how long it took, without interruptions
 * @param setup all that is needed to repeat it, in order: what, and what it was
 * @param results in the order of their making
 */
public record Report(
        String title, String profile, String began, double seconds, Map<String, String> setup, List<Result> results) {
    public Report {
        results = List.copyOf(results);
    }
}
