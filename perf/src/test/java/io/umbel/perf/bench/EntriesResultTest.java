package io.umbel.perf.bench;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EntriesResultTest {
    @Test
    void manyAreComparedWithOneOfTheSameMoment() {
        EntriesResult result = result(turn(40, 30, 15));
        assertEquals(0.375, result.ours().ratio().median());
        assertEquals(0.5, result.ours().ratioWithAsManyFrames().median());
        assertEquals(0.25, result.ceiling().ratio().median());
    }

    @Test
    void aStartCountsByTheMedianOfItsTurns() {
        assertEquals(
                0.5,
                result(turn(10, 10, 1), turn(10, 10, 5), turn(10, 10, 9))
                        .ours()
                        .ratio()
                        .median());
    }

    @Test
    void textHasOursAndTheCeiling() {
        assertTrue(
                result(turn(40, 30, 15))
                        .text()
                        .contains("ours        one entry 40.0, with 1,000 frames 30.0, 1,000 entries 15.0: 0.38 "),
                result(turn(40, 30, 15))::text);
    }

    private static EntriesResult result(EntriesResult.Turn... ours) {
        return EntriesResult.of(
                new Scenario(60, 4, 1000), List.of(new EntriesResult.Start(List.of(ours), List.of(turn(40, 20, 10)))));
    }

    private static EntriesResult.Turn turn(double one, double asManyFrames, double all) {
        return new EntriesResult.Turn(mpps(one), mpps(asManyFrames), mpps(all));
    }

    private static Measured mpps(double byProcessorTime) {
        return new Measured(0, 0, 0, byProcessorTime, 0, true, "");
    }
}
