package io.umbel.perf.rfc3918;

import io.umbel.perf.gen.TrialResult;
import io.umbel.perf.report.Figure;
import io.umbel.perf.report.MedianInterval;
import io.umbel.perf.report.Numbers;
import io.umbel.perf.report.Plot;
import io.umbel.perf.report.Result;
import io.umbel.perf.report.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** RFC 3918 section 4.3. */
final class AggregatedThroughput implements Procedure {
    /**
     * What one search found.
     *
     * @param endedByTester whether the load above the NDR failed because the tester could not keep it, so that the device may do more
     */
    record Found(SearchResult noDrop, SearchResult partialDrop, boolean endedByTester) {}

    /** A trial at the throughput that was found, and its loss by time. */
    record Confirmation(
            double load,
            double kept,
            long sent,
            long received,
            double lossRatio,
            List<Double> lossPercent,
            double slotSeconds,
            double lateMicros) {}

    @Override
    public String id() {
        return "aggregated-multicast-throughput";
    }

    @Override
    public String section() {
        return "4.3";
    }

    @Override
    public String title() {
        return "Aggregated multicast throughput (AMT)";
    }

    @Override
    public String about() {
        return "The highest rate of frames at the ingress of which every egress gets every one (NDR, non-drop rate), and of which it gets all but a "
                + "few (PDR, partial drop rate), by frame size; searched by MLRsearch (draft-ietf-bmwg-mlrsearch) or by the binary search of "
                + "RFC 2544.";
    }

    @Override
    public int effort() {
        return 14;
    }

    @Override
    public DeviceUnderTest.Mode mode() {
        return DeviceUnderTest.Mode.ROUTES;
    }

    /** The searches of a size, made now if they were not. The device has the groups. */
    static List<Found> found(Bench bench, int size) throws InterruptedException {
        List<Found> all = new ArrayList<>();
        for (int repeat = 1; repeat <= bench.profile.repeats(); repeat++) {
            String which = size + " octets, search " + repeat + " of " + bench.profile.repeats();
            all.add(bench.recall("throughput/" + size + "/" + repeat, Found.class, () -> search(bench, size, which)));
        }
        return all;
    }

    /** The median of the non-drop rates. */
    static double throughput(Bench bench, int size) throws InterruptedException {
        return noDrop(found(bench, size)).median();
    }

    private static MedianInterval noDrop(List<Found> found) {
        return MedianInterval.of(
                found.stream().map(each -> each.noDrop().lower()).toList());
    }

    private static MedianInterval partialDrop(List<Found> found) {
        return MedianInterval.of(
                found.stream().map(each -> each.partialDrop().lower()).toList());
    }

    private static Found search(Bench bench, int size, String which) throws InterruptedException {
        bench.establishForwarding(bench.profile.groups());
        Set<Double> notKept = new HashSet<>();
        Measurement.Measurer measurer = (load, duration) -> {
            bench.tell(which + ", " + Numbers.text(Math.round(load)) + " frames a second");
            Measurement trial = bench.measure(size, load, duration);
            if (!trial.loadKept()) {
                notKept.add(load);
            }
            return trial;
        };
        List<SearchResult> results = bench.profile
                .search()
                .search(measurer, bench.profile, bench.testbed.egress().size());
        return new Found(
                results.getFirst(),
                results.getLast(),
                notKept.contains(results.getFirst().upper()));
    }

    private static Confirmation confirm(Bench bench, int size, double load) throws InterruptedException {
        bench.establishForwarding(bench.profile.groups());
        TrialResult trial = bench.forward(bench.profile.groups(), size, load, bench.profile.latencyTrial(), false);
        List<Double> loss = new ArrayList<>();
        for (int slot = 0; slot < trial.sentInSlots().length; slot++) {
            long sent = trial.sentInSlots()[slot] * bench.testbed.egress().size();
            long received = 0;
            for (int port : bench.testbed.egress()) {
                received += trial.receivedInSlots()[port][slot];
            }
            loss.add(sent == 0 ? 0 : Math.max(0, sent - received) * 100.0 / sent);
        }
        return new Confirmation(
                load,
                trial.loadKept(),
                trial.sent(),
                trial.received(),
                trial.lossRatio(),
                loss,
                trial.slotNanos() / 1e9,
                trial.lateNanos().getValueAtPercentile(99) / 1e3);
    }

    @Override
    public Result run(Bench bench) throws InterruptedException {
        Profile profile = bench.profile;
        MethodCheck check = new MethodCheck();
        check.durations(profile.trial(), Profile.SHORTEST_TRIAL);
        if (profile.sizes().size() < Profile.ALL_SIZES.size()) {
            check.departs("not all frame sizes");
        }
        List<List<String>> rows = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        List<Plot.Point> noDropPoints = new ArrayList<>();
        List<Plot.Point> partialPoints = new ArrayList<>();
        List<Plot.Series> losses = new ArrayList<>();
        int egresses = bench.testbed.egress().size();
        for (int size : profile.sizes()) {
            List<Found> found = found(bench, size);
            MedianInterval noDrop = noDrop(found);
            MedianInterval partial = partialDrop(found);
            bounds(check, size, found, profile);
            figures.add(new Figure(
                    "NDR, " + size + " octets",
                    "frames/s",
                    Figure.Better.HIGHER,
                    found.stream().map(each -> each.noDrop().lower()).toList()));
            figures.add(new Figure(
                    "PDR, " + size + " octets",
                    "frames/s",
                    Figure.Better.HIGHER,
                    found.stream().map(each -> each.partialDrop().lower()).toList()));
            noDropPoints.add(new Plot.Point(size, noDrop.median(), noDrop.low(), noDrop.high()));
            partialPoints.add(new Plot.Point(size, partial.median(), partial.low(), partial.high()));
            if (noDrop.median() > 0) {
                bench.tell(size + " octets, at the throughput");
                Confirmation confirmed = bench.recall(
                        "throughput/" + size + "/confirmation",
                        Confirmation.class,
                        () -> confirm(bench, size, noDrop.median()));
                confirmed(check, size, confirmed, profile.partialLoss());
                rows.add(List.of(
                        Integer.toString(size),
                        noDrop.text(),
                        Numbers.text(noDrop.median() * egresses),
                        partial.text(),
                        Numbers.text(confirmed.sent()),
                        Numbers.text(confirmed.received()),
                        String.format(Locale.ROOT, "%.4f", confirmed.lossRatio() * 100)));
                losses.add(new Plot.Series(
                        size + " octets, " + Numbers.text(Math.round(confirmed.load())) + " frames/s",
                        true,
                        IntStream.range(0, confirmed.lossPercent().size())
                                .mapToObj(i -> Plot.Point.of(
                                        i * confirmed.slotSeconds(),
                                        confirmed.lossPercent().get(i)))
                                .toList()));
            } else {
                rows.add(List.of(Integer.toString(size), noDrop.text(), "0", partial.text(), "–", "–", "–"));
            }
        }
        bench.leaveAll();
        Map<String, String> parameters = Procedure.parameters(bench, profile.sizes(), egresses);
        parameters.put("groups", Integer.toString(profile.groups()));
        parameters.put("duration of a trial", profile.trial().toMillis() / 1000.0 + " s");
        parameters.put(
                "search",
                profile.search().title() + ", width " + Numbers.text(profile.width() * 100) + " %, PDR at a loss of "
                        + Numbers.text(profile.partialLoss() * 100) + " %, " + profile.repeats() + " searches");
        return result(
                bench,
                parameters,
                List.of(new Table(
                        "Frames a second, median of the searches and its interval; and a trial at the NDR",
                        List.of(
                                "size, octets",
                                "offered load at the ingress: NDR",
                                "AMT: NDR, all egresses",
                                "PDR",
                                "frames offered",
                                "frames received",
                                "lost, %"),
                        rows)),
                List.of(
                        new Plot(
                                "throughput",
                                "Throughput at the ingress by frame size",
                                "frame size, octets",
                                "frames a second",
                                Plot.Scale.LINEAR,
                                Plot.Scale.LINEAR,
                                List.of(
                                        new Plot.Series("NDR", true, noDropPoints),
                                        new Plot.Series("PDR", true, partialPoints))),
                        new Plot(
                                "loss-over-time",
                                "Loss over time in a trial at the NDR",
                                "time, s",
                                "lost, %",
                                Plot.Scale.LINEAR,
                                Plot.Scale.LINEAR,
                                losses)),
                figures,
                check);
    }

    private static void bounds(MethodCheck check, int size, List<Found> found, Profile profile) {
        if (found.stream().anyMatch(each -> each.noDrop().isUnbounded())) {
            check.departs(size + " octets: no load failed up to " + Numbers.text(profile.mostLoad())
                    + " frames a second, where the profile ends");
        }
        long byTester = found.stream().filter(Found::endedByTester).count();
        if (byTester > 0) {
            check.departs(
                    size + " octets: in " + byTester + " of " + found.size()
                            + " searches the next higher load was one that the tester could not keep, so the device may do more");
        }
        if (found.stream().anyMatch(each -> each.noDrop().lower() == 0)) {
            check.fails(size + " octets: no load of " + Numbers.text(profile.leastLoad())
                    + " frames a second or more was without loss");
        }
    }

    private static void confirmed(MethodCheck check, int size, Confirmation confirmed, double partialLoss) {
        if (confirmed.kept() < MethodCheck.LOAD_KEPT) {
            check.departs(size + " octets: the tester itself did not keep the load of the NDR");
        }
        String lost = String.format(
                Locale.ROOT, "%d octets: a longer trial at the NDR lost %.4f %%", size, confirmed.lossRatio() * 100);
        if (confirmed.lossRatio() > partialLoss) {
            check.fails(lost + ", so the NDR is not confirmed");
        } else if (confirmed.lossRatio() > 0) {
            check.departs(lost);
        }
        if (confirmed.lateMicros() > 1000) {
            check.departs(size + " octets: the tester was late by more than " + Numbers.text(confirmed.lateMicros())
                    + " µs with one frame in a hundred, since it had to share its core");
        }
    }
}
