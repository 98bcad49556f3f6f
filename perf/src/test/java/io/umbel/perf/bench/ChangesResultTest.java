package io.umbel.perf.bench;

import io.umbel.dataplane.fib.Fib;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ChangesResultTest {
    @Test
    void changesAreComparedWithTheTurnBefore() {
        assertEquals(0.9, result(1000).ratio().median());
        assertEquals(0.5, result(1000).cpuRatio().median());
    }

    @Test
    void aRateThatWasNotReachedIsSaid() {
        assertTrue(
                result(900).text().contains("1,000 asked for, 900 made; so the ratio is not that"), result(900)::text);
        assertFalse(result(1000).text().contains("so the ratio is not that"), result(1000)::text);
    }

    private static ChangesResult result(double made) {
        ChangesBench.Plan plan = new ChangesBench.Plan(new Population(100, 2), List.of(), 1000, 1, 1, 1);
        try (Fib fib = new Fib(1)) {
            VisibleTimes none = new VisibleTimes(fib.reader(0));
            return ChangesResult.of(plan, List.of(new ChangesResult.Turn(10, 9, 12, 6, made)), none, none, false);
        }
    }
}
