package io.umbel.perf.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What was measured of one start of ours and one of the ceiling, side by side. */
record Pair(List<Turn> turns) {
    /** A moment of each, one after the other. */
    record Turn(Measured ours, Measured ceiling) {}

    Pair {
        turns = List.copyOf(turns);
    }

    /** Millions of replicas in a second of our worker's processor time. */
    double ours() {
        return median(turn -> turn.ours().cpuTxMpps());
    }

    /** The same of the C program's. */
    double ceiling() {
        return median(turn -> turn.ceiling().cpuTxMpps());
    }

    /** The first by the second, turn by turn: the median. */
    double ratio() {
        return median(turn -> turn.ours().cpuTxMpps() / turn.ceiling().cpuTxMpps());
    }

    /** The same by the clock. */
    double clockRatio() {
        return median(turn -> turn.ours().txMpps() / turn.ceiling().txMpps());
    }

    long drops() {
        return turns.stream()
                .mapToLong(turn -> turn.ours().drops() + turn.ceiling().drops())
                .sum();
    }

    /**
     * As {@link Measured#requireSumsOf}, of all turns together: of one alone, what a counter is late by would be too much.
     * Both must have had the same pages, too.
     *
     * @throws IllegalStateException in one sentence, if something cannot be right
     */
    Pair requireSumsOf(Scenario scenario) {
        Measured ours = Measured.mean(turns.stream().map(Turn::ours).toList());
        Measured ceiling = Measured.mean(turns.stream().map(Turn::ceiling).toList());
        if (ours.hugePages() != ceiling.hugePages()) {
            throw new IllegalStateException("another program took the huge pages while " + scenario + " was measured");
        }
        ours.requireSumsOf(scenario, ReplicateProgram.NAME);
        ceiling.requireSumsOf(scenario, LimitProgram.NAME);
        return this;
    }

    private double median(ToDoubleFunction<Turn> figure) {
        return Spread.of(turns, figure).median();
    }
}
