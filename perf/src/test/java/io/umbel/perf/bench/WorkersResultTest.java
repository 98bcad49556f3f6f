package io.umbel.perf.bench;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class WorkersResultTest {
    @Test
    void twoAreComparedWithOneOfTheSameRound() {
        WorkersResult.Round round =
                new WorkersResult.Round(mpps(10, 20), mpps(15, 16), mpps(40, 40), List.of(mpps(30, 30), mpps(26, 34)));
        WorkersResult result = WorkersResult.of(new Scenario(60, 4, 1), List.of(round));
        assertEquals(1.5, result.ratio().median());
        assertEquals(0.8, result.each().median());
        assertEquals(1.4, result.ceilingRatio().median());
        assertEquals(0.8, result.ceilingEach().median());
    }

    private static Measured mpps(double clock, double cpu) {
        return new Measured(0, clock, 0, cpu, 0, true, "");
    }
}
