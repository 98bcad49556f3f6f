package io.umbel.perf.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What {@link JoinBench} measured.
 *
 * @param dut what was measured
 * @param device how it reaches the network
 * @param idle what its worker does when there is nothing to do
 * @param rate datagrams a second of the stream
 * @param loadBefore what else ran: the machine's load average of a minute, before
 * @param loadAfter the same after; the measurement itself included
 * @param repeated joins that were not counted, because the stream had not stopped before
 * @param figures in microseconds
 * @param pictures the histograms of the joins from the report on, for people
 */
record JoinResult(
        String dut,
        String device,
        String idle,
        int rate,
        double loadBefore,
        double loadAfter,
        int repeated,
        List<LatencyFigures> figures,
        List<String> pictures) {

    /** For people. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(LatencyFigures.heading());
        figures.forEach(each -> lines.add(each.text()));
        lines.add("");
        pictures.forEach(lines::add);
        lines.add(String.format(
                Locale.ROOT,
                "%s, %s, idle: %s, %,d datagrams a second; load average %.2f before, %.2f after; "
                        + "%d rounds repeated",
                dut,
                device,
                idle,
                rate,
                loadBefore,
                loadAfter,
                repeated));
        return String.join("\n", lines);
    }

    static String picture(String what, Histogram nanos) {
        return what + "\n" + LatencyFigures.picture(nanos);
    }
}
