package io.umbel.perf.bench;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The comparison, briefly: that both programs do the same job, not how fast. */
@Tag("soak")
@Tag("process")
class ComparisonSoakTest {
    private static final Scenario SCENARIO = new Scenario(60, 4, 1000);

    @Test
    void bothReplicateEveryFrameToEveryBranchAndDropNone() throws Exception {
        Pair pair;
        try (MeasuredProcess process = new MeasuredProcess()) {
            LimitProgram limit = LimitProgram.ofThisHouse(ComparisonOptions.home(), process);
            pair = new Comparison(ComparisonOptions.home(), limit, new Comparison.Plan(1, 1, 1), process, _ -> {})
                    .run(List.of(SCENARIO))
                    .getFirst()
                    .pairs()
                    .getFirst();
        }
        assertEquals(10, pair.turns().size());
        for (Measured each : List.of(
                Measured.mean(pair.turns().stream().map(Pair.Turn::ours).toList()),
                Measured.mean(pair.turns().stream().map(Pair.Turn::ceiling).toList()))) {
            assertTrue(each.rxMpps() > 0, each::toString);
            assertTrue(each.cpuTxMpps() > 0, each::toString);
            // Counters are read while frames are on their way, and one after the other.
            assertEquals(SCENARIO.branches(), Math.round(each.txMpps() / each.rxMpps()), each::toString);
            assertEquals(0, each.drops(), each::toString);
        }
    }
}
