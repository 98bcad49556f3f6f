package io.umbel.perf.bench;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Two starts, briefly watched: that all is counted, not how fast. */
@Tag("soak")
@Tag("process")
class StartSoakTest {
    @Test
    void whatTheDeviceTookIsForwardedFromTheFirstFrameOn() throws Exception {
        try (MeasuredProcess process = new MeasuredProcess()) {
            StartResult result = new StartBench(
                            ComparisonOptions.home(), new StartBench.Plan(new Scenario(60, 2, 1), 20, 1, 1), process)
                    .run(_ -> {});
            StartResult.Round round = result.rounds().getFirst();
            assertTrue(round.full().openSeconds() > 0, result::toString);
            assertTrue(round.full().forwarded() > 0, result::toString);
            assertEquals(0, round.full().dropped(), result::toString);
            assertTrue(round.loaded().forwarded() > 0, result::toString);
            assertEquals(0, round.loaded().dropped(), result::toString);
            assertTrue(round.loaded().fullRate() < round.full().fullRate(), result::toString);
        }
    }
}
