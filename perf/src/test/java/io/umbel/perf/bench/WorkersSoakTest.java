package io.umbel.perf.bench;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One worker and two, one ceiling and two, briefly: that each does its job, not how fast. */
@Tag("soak")
@Tag("process")
class WorkersSoakTest {
    @Test
    void oneAndTwoOfEachForwardAndDropNothing() throws Exception {
        try (MeasuredProcess first = new MeasuredProcess();
                MeasuredProcess second = new MeasuredProcess()) {
            WorkersResult.Round round = new WorkersBench(
                            ComparisonOptions.home(),
                            new Comparison.Plan(1, 1, 1),
                            new Scenario(60, 2, 10),
                            LimitProgram.ofThisHouse(ComparisonOptions.home(), first),
                            List.of(first, second))
                    .run(_ -> {})
                    .rounds()
                    .getFirst();
            assertTrue(round.ratio() > 0, round::toString);
            assertEquals(2, round.ceilings().size());
            assertTrue(round.ceilingRatio() > 0, round::toString);
            assertEquals(0, round.drops(), round::toString);
        }
    }
}
