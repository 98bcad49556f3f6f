package io.umbel.perf.gen;

import io.umbel.dataplane.contract.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code umbel gen} says. Latencies are in microseconds, from the generator's stamp to the analyser's.
 *
 * @param offered frames sent a second
 * @param lateMicros how late frames were handed to the device: of a hundred, one more than that
 * @param flows by stream and receiving device
 */
record GenReport(
        double seconds,
        long intended,
        long sent,
        double offered,
        long foreign,
        long corrupt,
        double lateMicros,
        List<Line> flows) {
    private static final double NANOS_A_MICRO = 1000;

    /** What a device received of a stream. */
    record Line(
            String source,
            String group,
            String device,
            long expected,
            long received,
            long lost,
            long duplicates,
            long reordered,
            double median,
            double p99,
            double most) {}

    static GenReport of(List<TesterPort> ports, List<TestStream> streams, TrialResult result) {
        List<Line> lines = new ArrayList<>();
        for (FlowFigures flow : result.flows()) {
            TestStream stream = streams.get(flow.stream());
            lines.add(new Line(
                    Ipv4Address.format(stream.source()),
                    Ipv4Address.format(stream.group()),
                    ports.get(flow.port()).name(),
                    flow.expected(),
                    flow.received(),
                    flow.lost(),
                    flow.duplicates(),
                    flow.reordered(),
                    flow.latencyNanos().getValueAtPercentile(50) / NANOS_A_MICRO,
                    flow.latencyNanos().getValueAtPercentile(99) / NANOS_A_MICRO,
                    flow.latencyNanos().getMaxValue() / NANOS_A_MICRO));
        }
        return new GenReport(
                result.duration().toNanos() / 1e9,
                result.intended(),
                result.sent(),
                result.offeredLoad(),
                result.foreign(),
                result.corrupt(),
                result.lateNanos().getValueAtPercentile(99) / NANOS_A_MICRO,
                lines);
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "sent %,d of %,d frames in %.3f s: %,.0f a second, one in a hundred later than %,.1f us%n",
                sent,
                intended,
                seconds,
                offered,
                lateMicros));
        text.append(String.format(
                Locale.ROOT,
                "%-34s %-12s %12s %10s %10s %10s %10s %10s %10s%n",
                "stream",
                "device",
                "received",
                "lost",
                "duplicate",
                "reordered",
                "median us",
                "99 % us",
                "worst us"));
        for (Line line : flows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-34s %-12s %,12d %,10d %,10d %,10d %,10.1f %,10.1f %,10.1f%n",
                    line.source + " > " + line.group,
                    line.device,
                    line.received,
                    line.lost,
                    line.duplicates,
                    line.reordered,
                    line.median,
                    line.p99,
                    line.most));
        }
        if (foreign > 0 || corrupt > 0) {
            text.append(String.format(Locale.ROOT, "beside them %,d other frames, %,d altered%n", foreign, corrupt));
        }
        return text.toString();
    }
}
