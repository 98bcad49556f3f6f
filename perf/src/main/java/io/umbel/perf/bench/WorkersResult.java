package io.umbel.perf.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What {@link WorkersBench} measured.
 *
 * @param ratio what two workers forward by what one does, round by round, by the clock
 * @param each what each of two workers does in a second of its processor time, by what one alone does
 * @param ceilingRatio what two ceilings at once do by what one does, by the clock
 * @param ceilingEach what each of two ceilings at once does in a second of its processor time, by what one alone does
 */
record WorkersResult(
        Scenario scenario, Spread ratio, Spread each, Spread ceilingRatio, Spread ceilingEach, List<Round> rounds) {
    /** One after the other: our one worker, our two, one ceiling, two of them at once. */
    record Round(Measured one, Measured two, Measured ceiling, List<Measured> ceilings) {
        double ratio() {
            return two.txMpps() / one.txMpps();
        }

        double each() {
            return two.cpuTxMpps() / one.cpuTxMpps();
        }

        double ceilingsMpps() {
            return ceilings.stream().mapToDouble(Measured::txMpps).sum();
        }

        double ceilingRatio() {
            return ceilingsMpps() / ceiling.txMpps();
        }

        double ceilingEach() {
            return ceilings.stream().mapToDouble(Measured::cpuTxMpps).average().orElseThrow() / ceiling.cpuTxMpps();
        }

        long drops() {
            return one.drops()
                    + two.drops()
                    + ceiling.drops()
                    + ceilings.stream().mapToLong(Measured::drops).sum();
        }
    }

    static WorkersResult of(Scenario scenario, List<Round> rounds) {
        return new WorkersResult(
                scenario,
                Spread.of(rounds, Round::ratio),
                Spread.of(rounds, Round::each),
                Spread.of(rounds, Round::ceilingRatio),
                Spread.of(rounds, Round::ceilingEach),
                List.copyOf(rounds));
    }

    /** For people. */
    String text() {
        return String.join(
                "\n",
                String.format(
                        Locale.ROOT,
                        "%s, Mpps out by the clock, medians of %d rounds on %d processors, %,d drops",
                        scenario,
                        rounds.size(),
                        Runtime.getRuntime().availableProcessors(),
                        rounds.stream().mapToLong(Round::drops).sum()),
                line(
                        "workers in one process",
                        median(round -> round.one().txMpps()),
                        median(round -> round.two().txMpps()),
                        ratio,
                        each),
                line(
                        "ceilings, each a process",
                        median(round -> round.ceiling().txMpps()),
                        median(Round::ceilingsMpps),
                        ceilingRatio,
                        ceilingEach));
    }

    private static String line(String what, double one, double two, Spread ratio, Spread each) {
        return String.format(
                Locale.ROOT,
                "%-25s one %6.2f, two %6.2f: %.2f times as much (%.2f to %.2f); "
                        + "in a second of its processor time each of two does %.2f of what one alone does",
                what,
                one,
                two,
                ratio.median(),
                ratio.least(),
                ratio.most(),
                each.median());
    }

    private double median(ToDoubleFunction<Round> figure) {
        return Spread.of(rounds, figure).median();
    }
}
