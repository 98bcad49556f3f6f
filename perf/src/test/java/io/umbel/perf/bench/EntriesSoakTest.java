package io.umbel.perf.bench;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One entry and many, of ours and of the ceiling, briefly: that each does its job, not how fast. */
@Tag("soak")
@Tag("process")
class EntriesSoakTest {
    @Test
    void oneAndManyAreForwardedAndNothingIsDropped() throws Exception {
        try (MeasuredProcess process = new MeasuredProcess()) {
            EntriesResult result = new EntriesBench(
                            ComparisonOptions.home(),
                            new Comparison.Plan(1, 1, 1),
                            new Scenario(60, 2, 1000),
                            LimitProgram.ofThisHouse(ComparisonOptions.home(), process),
                            process)
                    .run(_ -> {});
            EntriesResult.Start start = result.starts().getFirst();
            assertEquals(10, start.ours().size());
            assertEquals(10, start.ceiling().size());
            assertTrue(result.ours().ratio().least() > 0, result::text);
            assertTrue(result.ceiling().ratioWithAsManyFrames().least() > 0, result::text);
            assertEquals(0, start.drops(), result::text);
        }
    }
}
