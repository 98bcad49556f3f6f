package io.umbel.perf.rfc3918;

import io.umbel.perf.gen.Tester.Sighting;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What of the tester's sightings is a delay, and what is none. */
class DelaysTest {
    private static final long QUIET_SINCE = 9_000_000;

    @Test
    void aJoin_takesFromItsReportToTheFirstFrame() {
        assertEquals(
                new Delays(List.of(2.5, 0.0), 0, 0),
                Delays.ofJoins(List.of(new Sighting(1000, 3500, 8000, 9), new Sighting(1000, 1000, 8000, 9))));
    }

    @Test
    void aJoinWithoutAFrame_failed() {
        assertEquals(new Delays(List.of(), 1, 0), Delays.ofJoins(List.of(new Sighting(1000, 0, 0, 0))));
    }

    @Test
    void aFrameBeforeTheReport_isEarlyAndNoDelay() {
        assertEquals(new Delays(List.of(), 0, 1), Delays.ofJoins(List.of(new Sighting(1000, 999, 8000, 9))));
    }

    @Test
    void aLeave_takesToTheLastFrame() {
        assertEquals(
                new Delays(List.of(7.25), 0, 0),
                Delays.ofLeaves(List.of(new Sighting(1000, 500, 8250, 9)), QUIET_SINCE));
    }

    @Test
    void aLeaveAfterWhichNothingComes_takesNoTime() {
        assertEquals(
                new Delays(List.of(0.0), 0, 0), Delays.ofLeaves(List.of(new Sighting(1000, 500, 990, 9)), QUIET_SINCE));
    }

    @Test
    void aLeaveOfAStreamThatWasNotThereOrGoesOn_failed() {
        assertEquals(
                new Delays(List.of(), 2, 0),
                Delays.ofLeaves(
                        List.of(new Sighting(1000, 0, 0, 0), new Sighting(1000, 500, QUIET_SINCE + 1, 9)),
                        QUIET_SINCE));
    }

    @Test
    void aLeaveWhoseLastFrameCameJustBeforeTheQuiet_isADelay() {
        assertEquals(
                0,
                Delays.ofLeaves(List.of(new Sighting(1000, 500, QUIET_SINCE, 9)), QUIET_SINCE)
                        .failed());
    }
}
