package io.umbel.perf.bench;

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
        try (MeasuredProcess process = new MeasuredProcess()) {
            WorkersResult result = new WorkersBench(
                            ComparisonOptions.home(),
                            new Comparison.Plan(1, 1, 1),
                            new Scenario(60, 2, 10),
                            LimitProgram.ofThisHouse(ComparisonOptions.home(), process),
                            process)
                    .run(_ -> {});
            WorkersResult.Start start = result.starts().getFirst();
            assertEquals(10, start.ours().size());
            assertEquals(2, start.ceilings().getFirst().two().size());
            assertTrue(result.ratio().least() > 0, result::toString);
            assertTrue(result.ceilingRatio().least() > 0, result::toString);
            assertEquals(0, start.drops(), result::toString);
        }
    }
}
