package io.umbel.perf.rfc3918;

import io.umbel.perf.gen.TestStream;
import io.umbel.perf.gen.TrialPlan;
import io.umbel.perf.gen.TrialResult;
import io.umbel.perf.report.Plot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The latencies of a trial, by pair of ingress and egress.
 *
 * @param load offered, in frames a second
 * @param kept of the intended load, 0 to 1
 * @param lost tagged frames, of which there should be none: every frame is tagged
 * @param straggledMillis how long after the trial's end the last frame came
 */
record LatencySet(
        int size,
        double load,
        double kept,
        long sent,
        long lost,
        long corrupt,
        double straggledMillis,
        List<Pair> pairs) {
    private static final double NANOS_A_MICRO = 1000;

    /** Latencies in microseconds; the curve has how long the slowest of so many frames took. */
    record Pair(
            String name,
            long frames,
            double least,
            double median,
            double mean,
            double p99,
            double p999,
            double most,
            List<Plot.Point> curve) {
        static Pair of(String name, Histogram nanos) {
            List<Plot.Point> curve = new ArrayList<>();
            for (double one = 1; one <= Math.max(1, nanos.getTotalCount()); one *= Math.pow(10, 0.125)) {
                curve.add(Plot.Point.of(one, nanos.getValueAtPercentile(100 - 100 / one) / NANOS_A_MICRO));
            }
            return new Pair(
                    name,
                    nanos.getTotalCount(),
                    nanos.getTotalCount() == 0 ? 0 : nanos.getMinValue() / NANOS_A_MICRO,
                    nanos.getValueAtPercentile(50) / NANOS_A_MICRO,
                    nanos.getMean() / NANOS_A_MICRO,
                    nanos.getValueAtPercentile(99) / NANOS_A_MICRO,
                    nanos.getValueAtPercentile(99.9) / NANOS_A_MICRO,
                    nanos.getMaxValue() / NANOS_A_MICRO,
                    curve);
        }
    }

    /** Through the device. */
    static LatencySet through(Bench bench, int size, double load, List<TestStream> beside) throws InterruptedException {
        List<TestStream> streams =
                new ArrayList<>(bench.streams(bench.profile.groups(), size, load, bench.egressPorts()));
        streams.addAll(beside);
        TrialResult trial = trial(bench, streams);
        List<Pair> pairs = bench.testbed.egress().stream()
                .map(port -> Pair.of(
                        bench.testbed.name(bench.testbed.ingress()) + " → " + bench.testbed.name(port),
                        trial.latencyNanos(port)))
                .toList();
        return of(size, load, trial, pairs);
    }

    /** Without a device: what of a latency is the tester's own. */
    static LatencySet floor(Bench bench, int size, double load) throws InterruptedException {
        int from = bench.testbed.loop().getFirst();
        int to = bench.testbed.loop().getLast();
        TestStream stream = TestStream.of(bench.testbed.address(from), bench.forwardingGroup(0), size, load, to)
                .sentBy(from);
        TrialResult trial = trial(bench, List.of(stream));
        return of(size, load, trial, List.of(Pair.of("tester's own", trial.latencyNanos(to))));
    }

    private static TrialResult trial(Bench bench, List<TestStream> streams) throws InterruptedException {
        Duration duration = bench.profile.latencyTrial();
        return bench.tester.run(new TrialPlan(streams, duration, bench.profile.settle(), true));
    }

    private static LatencySet of(int size, double load, TrialResult trial, List<Pair> pairs) {
        return new LatencySet(
                size,
                load,
                trial.loadKept(),
                trial.sent(),
                trial.lost(),
                trial.corrupt() + trial.unwanted(),
                trial.straggledNanos() / 1e6,
                pairs);
    }

    /** RFC 3918 section 5.1: when a trial is invalid. */
    void check(MethodCheck check) {
        String which = size + " octets at " + Math.round(load) + " frames a second: ";
        if (lost > 0) {
            check.fails(which + lost + " tagged frames are missing");
        }
        if (corrupt > 0) {
            check.fails(which + corrupt + " frames arrived altered, or where they were not to");
        }
        if (kept < MethodCheck.LOAD_KEPT) {
            check.fails(which + "the tester did not keep the load");
        }
        if (straggledMillis > 5000) {
            check.fails(which + "frames arrived more than 5 s after the trial");
        }
    }
}
