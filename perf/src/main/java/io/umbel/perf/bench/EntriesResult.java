package io.umbel.perf.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What {@link EntriesBench} measured.
 *
 * @param scenario with the many entries
 */
record EntriesResult(Scenario scenario, Costs ours, Costs ceiling, List<Start> starts) {
    /** A moment of each: one entry, one with as many frames as there are many entries, and these. */
    record Turn(Measured one, Measured asManyFrames, Measured all) {
        double ratio() {
            return all.cpuTxMpps() / one.cpuTxMpps();
        }

        double ratioWithAsManyFrames() {
            return all.cpuTxMpps() / asManyFrames.cpuTxMpps();
        }

        long drops() {
            return one.drops() + asManyFrames.drops() + all.drops();
        }
    }

    /** What was measured of one start of each program. */
    record Start(List<Turn> ours, List<Turn> ceiling) {
        Start {
            ours = List.copyOf(ours);
            ceiling = List.copyOf(ceiling);
        }

        long drops() {
            return ours.stream().mapToLong(Turn::drops).sum()
                    + ceiling.stream().mapToLong(Turn::drops).sum();
        }
    }

    /**
     * Of one program, by the processor time of the polling thread; of each start the median of its turns.
     *
     * @param one millions of replicas a second with one entry
     * @param asManyFrames the same with as many frames as there are many entries
     * @param all the same with these
     * @param ratio the last by the first
     * @param ratioWithAsManyFrames the last by the second
     */
    record Costs(double one, double asManyFrames, double all, Spread ratio, Spread ratioWithAsManyFrames) {
        private static Costs of(List<Start> starts, Function<Start, List<Turn>> whose) {
            return new Costs(
                    Spread.ofMedians(starts, whose, turn -> turn.one().cpuTxMpps())
                            .median(),
                    Spread.ofMedians(starts, whose, turn -> turn.asManyFrames().cpuTxMpps())
                            .median(),
                    Spread.ofMedians(starts, whose, turn -> turn.all().cpuTxMpps())
                            .median(),
                    Spread.ofMedians(starts, whose, Turn::ratio),
                    Spread.ofMedians(starts, whose, Turn::ratioWithAsManyFrames));
        }
    }

    static EntriesResult of(Scenario scenario, List<Start> starts) {
        return new EntriesResult(
                scenario, Costs.of(starts, Start::ours), Costs.of(starts, Start::ceiling), List.copyOf(starts));
    }

    /** For people. */
    String text() {
        return String.join(
                "\n",
                String.format(
                        Locale.ROOT,
                        "%s, Mpps out by the processor time of the polling thread, medians of %d starts, %,d drops",
                        scenario,
                        starts.size(),
                        starts.stream().mapToLong(Start::drops).sum()),
                line("ours", ours),
                line("the ceiling", ceiling));
    }

    private String line(String whose, Costs costs) {
        return String.format(
                Locale.ROOT,
                "%-11s one entry %.1f, with %,d frames %.1f, %,d entries %.1f: "
                        + "%.2f (%.2f to %.2f) of one entry, %.2f (%.2f to %.2f) of one with as many frames",
                whose,
                costs.one,
                Streams.frames(scenario.entries()),
                costs.asManyFrames,
                scenario.entries(),
                costs.all,
                costs.ratio.median(),
                costs.ratio.least(),
                costs.ratio.most(),
                costs.ratioWithAsManyFrames.median(),
                costs.ratioWithAsManyFrames.least(),
                costs.ratioWithAsManyFrames.most());
    }
}
