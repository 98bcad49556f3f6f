package io.umbel.perf.bench;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of a scenario.
 *
 * @param ours millions of replicas in a second of our worker's processor time
 * @param ceiling the same of the C program's
 * @param ratio the first by the second, of each pair the median of its turns
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
    static ScenarioResult of(Scenario scenario, List<Pair> pairs) {
        return new ScenarioResult(
                scenario,
                Spread.of(pairs, Pair::ours),
                Spread.of(pairs, Pair::ceiling),
                Spread.of(pairs, Pair::ratio),
                Spread.of(pairs, Pair::clockRatio),
                pairs.stream()
                        .flatMap(pair -> pair.turns().stream())
                        .map(turn -> turn.ceiling().way())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("+")),
                pairs.stream().mapToLong(Pair::drops).sum(),
                List.copyOf(pairs));
    }
}
