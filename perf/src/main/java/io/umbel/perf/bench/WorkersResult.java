package io.umbel.perf.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What {@link WorkersBench} measured.
 *
 * @param ratio what two workers forward by what one does, of each start the median of its turns, by the clock
 * @param each what each of two workers does in a second of its processor time, by what one alone does
 * @param ceilingRatio what two ceilings at once do by what one does, by the clock
 * @param ceilingEach what each of two ceilings at once does in a second of its processor time, by what one alone does
 */
record WorkersResult(
        Scenario scenario, Spread ratio, Spread each, Spread ceilingRatio, Spread ceilingEach, List<Start> starts) {
    /** A moment of one alone, and then one of two: two workers of one process, or two processes. */
    record Turn(Measured one, List<Measured> two) {
        Turn {
            two = List.copyOf(two);
        }

        double twoMpps() {
            return two.stream().mapToDouble(Measured::txMpps).sum();
        }

        double ratio() {
            return twoMpps() / one.txMpps();
        }

        double each() {
            return two.stream().mapToDouble(Measured::cpuTxMpps).average().orElseThrow() / one.cpuTxMpps();
        }

        long drops() {
            return one.drops() + two.stream().mapToLong(Measured::drops).sum();
        }
    }

    /** What was measured of one start of each program. */
    record Start(List<Turn> ours, List<Turn> ceilings) {
        Start {
            ours = List.copyOf(ours);
            ceilings = List.copyOf(ceilings);
        }

        long drops() {
            return Stream.concat(ours.stream(), ceilings.stream())
                    .mapToLong(Turn::drops)
                    .sum();
        }
    }

    static WorkersResult of(Scenario scenario, List<Start> starts) {
        return new WorkersResult(
                scenario,
                Spread.ofMedians(starts, Start::ours, Turn::ratio),
                Spread.ofMedians(starts, Start::ours, Turn::each),
                Spread.ofMedians(starts, Start::ceilings, Turn::ratio),
                Spread.ofMedians(starts, Start::ceilings, Turn::each),
                List.copyOf(starts));
    }

    /** For people. */
    String text() {
        return String.join(
                "\n",
                String.format(
                        Locale.ROOT,
                        "%s, Mpps out by the clock, medians of %d starts on %d processors, %,d drops",
                        scenario,
                        starts.size(),
                        Runtime.getRuntime().availableProcessors(),
                        starts.stream().mapToLong(Start::drops).sum()),
                line(
                        "workers in one process",
                        median(Start::ours, turn -> turn.one().txMpps()),
                        median(Start::ours, Turn::twoMpps),
                        ratio,
                        each),
                line(
                        "ceilings, each a process",
                        median(Start::ceilings, turn -> turn.one().txMpps()),
                        median(Start::ceilings, Turn::twoMpps),
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

    private double median(Function<Start, List<Turn>> whose, ToDoubleFunction<Turn> figure) {
        return Spread.ofMedians(starts, whose, figure).median();
    }
}
