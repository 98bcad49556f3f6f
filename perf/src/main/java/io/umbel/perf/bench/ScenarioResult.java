package io.umbel.perf.bench;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of a scenario.
 *
 * @param ours millions of replicas in a second of our worker's processor time
 * @param ceiling the same of the C program's
 * @param ratio the first by the second, pair by pair
 * @param clockRatio the same by the clock
 * @param way how the C program replicated: the way that was the faster
 * @param drops frames that either dropped in all; 0, or something is wrong
 */
record ScenarioResult(
        Scenario scenario,
        Spread ours,
        Spread ceiling,
        Spread ratio,
        Spread clockRatio,
        String way,
        long drops,
        List<Pair> pairs) {
    /** One run of each, one after the other. */
    record Pair(Measured ours, Measured ceiling) {
        double ratio() {
            return ours.cpuTxMpps() / ceiling.cpuTxMpps();
        }

        double clockRatio() {
            return ours.txMpps() / ceiling.txMpps();
        }

        long drops() {
            return ours.drops() + ceiling.drops();
        }
    }

    static ScenarioResult of(Scenario scenario, List<Pair> pairs) {
        return new ScenarioResult(
                scenario,
                Spread.of(pairs, pair -> pair.ours().cpuTxMpps()),
                Spread.of(pairs, pair -> pair.ceiling().cpuTxMpps()),
                Spread.of(pairs, Pair::ratio),
                Spread.of(pairs, Pair::clockRatio),
                pairs.stream()
                        .map(pair -> pair.ceiling().way())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("+")),
                pairs.stream().mapToLong(Pair::drops).sum(),
                List.copyOf(pairs));
    }
}
