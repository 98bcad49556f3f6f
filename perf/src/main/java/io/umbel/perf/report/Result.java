package io.umbel.perf.report;

import java.util.List;
import java.util.Map;

/**
 * What a procedure found of a device under test.
 *
 * @param dut which device
 * @param id of the procedure
 * @param section of RFC 3918
 * @param title of the procedure, with RFC 2432's name
 * @param parameters what RFC 3918 wants reported beside the figures, in order
 * @param tables as RFC 3918 asks for them
 * @param plots those of the same id are drawn into one
 * @param figures what can be compared between runs
 * @param verdict on the method
 */
public record Result(
        String dut,
        String id,
        String section,
        String title,
        Map<String, String> parameters,
        List<Table> tables,
        List<Plot> plots,
        List<Figure> figures,
        Verdict verdict) {
    public Result {
        tables = List.copyOf(tables);
        plots = List.copyOf(plots);
        figures = List.copyOf(figures);
    }
}
