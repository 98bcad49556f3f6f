package io.umbel.perf.bench;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class WorkersResultTest {
    @Test
    void twoAreComparedWithOneOfTheSameMoment() {
        WorkersResult result = WorkersResult.of(new Scenario(60, 4, 1), List.of(start(15)));
        assertEquals(1.5, result.ratio().median());
        assertEquals(0.8, result.each().median());
        assertEquals(1.4, result.ceilingRatio().median());
        assertEquals(0.8, result.ceilingEach().median());
    }

    @Test
    void aStartCountsByTheMedianOfItsTurns() {
        WorkersResult result =
                WorkersResult.of(new Scenario(60, 4, 1), List.of(start(1, 15, 90), start(20), start(18)));
        assertEquals(new Spread(1.5, 1.8, 2), result.ratio());
    }

    /** With what two workers do in each turn while one does 10. */
    private static WorkersResult.Start start(double... two) {
        List<WorkersResult.Turn> ours = DoubleStream.of(two)
                .mapToObj(each -> new WorkersResult.Turn(mpps(10, 20), List.of(mpps(each, 16))))
                .toList();
        WorkersResult.Turn ceilings = new WorkersResult.Turn(mpps(40, 40), List.of(mpps(30, 30), mpps(26, 34)));
        return new WorkersResult.Start(ours, List.of(ceilings));
    }

    private static Measured mpps(double clock, double cpu) {
        return new Measured(0, clock, 0, cpu, 0, true, "");
    }
}
