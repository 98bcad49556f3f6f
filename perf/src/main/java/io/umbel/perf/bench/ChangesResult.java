package io.umbel.perf.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What {@link ChangesBench} measured.
 *
 * @param cores that the worker had to itself: one, or none
 * @param asked changes a second that were asked for
 * @param made changes a second that were made
 * @param ratio forwarding with changes by forwarding without, turn by turn, by the clock
 * @param cpuRatio the same by the worker's processor time
 * @param visible how soon the workers' table had a change
 * @param visibleWithoutTraffic the same while nothing was forwarded
 * @param hugePages whether the packet memory was in huge pages
 */
record ChangesResult(
        Population population,
        List<Integer> cores,
        int asked,
        Spread made,
        Spread ratio,
        Spread cpuRatio,
        Visible visible,
        Visible visibleWithoutTraffic,
        boolean hugePages,
        List<Turn> turns) {
    /** Less than so much of the rate that was asked for is less than that rate. */
    private static final double REACHED = 0.99;

    /**
     * One turn without and the next with changes: millions of frames received a second, by the clock and by the worker's
     * processor time.
     *
     * @param changes a second that were made in the latter
     */
    record Turn(double quietMpps, double changingMpps, double cpuQuietMpps, double cpuChangingMpps, double changes) {
        double ratio() {
            return changingMpps / quietMpps;
        }

        double cpuRatio() {
            return cpuChangingMpps / cpuQuietMpps;
        }
    }

    /**
     * From the moment when the map had a change until the workers' table had it, microseconds.
     *
     * @param samples changes that were watched, and seen
     * @param notSeen changes that were watched and not seen within {@link VisibleTimes#PATIENCE}
     */
    record Visible(long samples, long notSeen, double median, double p99, double worst) {
        private static Visible of(VisibleTimes times) {
            return new Visible(
                    times.samples(),
                    times.notSeen(),
                    times.microsAtPercentile(50),
                    times.microsAtPercentile(99),
                    times.microsAtPercentile(100));
        }

        private String text() {
            return String.format(
                    Locale.ROOT,
                    "median %.1f µs, p99 %.0f µs, worst %,.0f µs of %,d changes; %,d were not seen within %d s",
                    median,
                    p99,
                    worst,
                    samples,
                    notSeen,
                    VisibleTimes.PATIENCE.toSeconds());
        }
    }

    static ChangesResult of(
            ChangesBench.Plan plan,
            List<Turn> turns,
            VisibleTimes times,
            VisibleTimes timesWithoutTraffic,
            boolean hugePages) {
        return new ChangesResult(
                plan.population(),
                plan.cores(),
                plan.rate(),
                Spread.of(turns, Turn::changes),
                Spread.of(turns, Turn::ratio),
                Spread.of(turns, Turn::cpuRatio),
                Visible.of(times),
                Visible.of(timesWithoutTraffic),
                hugePages,
                List.copyOf(turns));
    }

    /** For people. */
    String text() {
        return String.join(
                "\n",
                String.format(
                        Locale.ROOT,
                        "%,d entries forwarded to %d branches each, and %,d for which nothing is sent; %d turns without and "
                                + "with changes, %s huge pages, the worker %s",
                        2 * population.forwarded(),
                        population.branches(),
                        population.idle() / 2,
                        turns.size(),
                        hugePages ? "with" : "without",
                        cores.isEmpty() ? "on a core that others use too" : "alone on core " + cores.getFirst()),
                String.format(
                        Locale.ROOT,
                        "Mpps in: %.2f without, %.2f with, ratio %s; by the worker's processor time %.2f and %.2f, ratio %s",
                        median(Turn::quietMpps),
                        median(Turn::changingMpps),
                        text(ratio),
                        median(Turn::cpuQuietMpps),
                        median(Turn::cpuChangingMpps),
                        text(cpuRatio)),
                String.format(
                        Locale.ROOT,
                        "changes a second: %,d asked for, %,.0f made%s",
                        asked,
                        made.median(),
                        made.median() < REACHED * asked ? "; so the ratio is not that of the rate asked for" : ""),
                "from the map to the workers' table: " + visible.text(),
                "while nothing was forwarded: " + visibleWithoutTraffic.text());
    }

    private double median(ToDoubleFunction<Turn> figure) {
        return Spread.of(turns, figure).median();
    }

    private static String text(Spread spread) {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", spread.median(), spread.least(), spread.most());
    }
}
