package io.umbel.perf.lab;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class SequenceTallyTest {
    @Test
    void aWholeStreamInOrderIsPerfect() {
        assertCounts(received(4, 0, 1, 2, 3), 4, 0, 0, 0);
    }

    @Test
    void whatNeverCameIsLost() {
        assertCounts(received(100, 0, 99), 2, 98, 0, 0);
    }

    @Test
    void anEmptyStreamIsLostWhole() {
        assertCounts(received(3), 0, 3, 0, 0);
    }

    @Test
    void whoJoinsLaterMissesNothingBeforeTheFirstArrival() {
        SequenceTally tally = received(100, 10, 11, 13);
        assertEquals(100 - 10 - 3, tally.lostAfterFirst());
    }

    @Test
    void whoLeavesEarlierMissesNothingAfterTheLastArrival() {
        SequenceTally tally = received(100, 1, 2, 4);
        assertEquals(5 - 3, tally.lostBeforeLast());
    }

    @Test
    void whoIsThereMeanwhileMissesOnlyWhatIsBetween() {
        SequenceTally tally = received(100, 10, 11, 13);
        assertEquals(1, tally.lostBetween());
    }

    @Test
    void whoGotNothingMissesAll() {
        assertEquals(100, received(100).lostBetween());
        assertEquals(100, received(100).lostAfterFirst());
        assertEquals(100, received(100).lostBeforeLast());
    }

    @Test
    void aSecondArrivalIsADuplicateAndNotAReception() {
        assertCounts(received(3, 0, 1, 1, 2, 0, 0), 3, 0, 3, 0);
    }

    @Test
    void anArrivalAfterAHigherNumberIsOutOfOrder() {
        assertCounts(received(5, 0, 3, 1, 2, 4), 5, 0, 0, 2);
    }

    @Test
    void aDuplicateIsNotOutOfOrderToo() {
        assertCounts(received(3, 0, 2, 0, 1), 3, 0, 1, 1);
    }

    @Test
    void numbersBeyondOneWordOfTheBitmapAreKeptApart() {
        assertCounts(received(200, 0, 64, 128, 192), 4, 196, 0, 0);
    }

    @Test
    void severalStreamsHaveEachAnOrderOfTheirOwn() {
        SequenceTally tally = new SequenceTally(6, 3);
        for (int arrival : new int[] {3, 0, 4, 2, 1, 5}) {
            tally.record(arrival);
        }
        assertCounts(tally, 6, 0, 0, 1);
    }

    @Test
    void aNumberOutsideTheStreamIsRefused() {
        SequenceTally tally = new SequenceTally(3);
        assertFalse(tally.record(-1));
        assertFalse(tally.record(3));
        assertFalse(tally.record(1L << 32));
        assertCounts(tally, 0, 3, 0, 0);
    }

    private static SequenceTally received(int expected, long... arrivals) {
        SequenceTally tally = new SequenceTally(expected);
        for (long arrival : arrivals) {
            tally.record(arrival);
        }
        return tally;
    }

    private static void assertCounts(SequenceTally tally, int received, long lost, long duplicated, long outOfOrder) {
        assertEquals(received, tally.received(), "received");
        assertEquals(lost, tally.lost(), "lost");
        assertEquals(duplicated, tally.duplicated(), "duplicated");
        assertEquals(outOfOrder, tally.outOfOrder(), "out of order");
    }
}
