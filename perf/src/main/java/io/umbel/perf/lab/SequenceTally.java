package io.umbel.perf.lab;

import java.util.Arrays;

/**
 * Counts what became of a numbered stream: every number from 0 to {@code expected - 1} should arrive once, in order. One
 * thread writes; {@link #received} may be read by any.
 */
final class SequenceTally {
    private final long[] seen;
    private final int expected;
    private final int each;
    private final int[] highestOf;
    private int lowest = Integer.MAX_VALUE;
    private int highest = -1;
    private long duplicated;
    private long outOfOrder;
    private volatile int received;

    SequenceTally(int expected) {
        this(expected, expected);
    }

    /** @param each the first so many numbers are one stream, the next another, and each has an order of its own */
    SequenceTally(int expected, int each) {
        this.expected = expected;
        this.each = each;
        this.highestOf = new int[Math.ceilDiv(expected, each)];
        Arrays.fill(highestOf, -1);
        this.seen = new long[(expected + 63) >>> 6];
    }

    /**
     * Takes note of an arrival. Out of order is one whose number is lower than one that arrived before (RFC 4737 section
     * 3.3); a second arrival of a number is a duplicate and nothing else.
     *
     * @return false if the number is none of the stream's
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // There is one writer.
    boolean record(long sequence) {
        if (sequence < 0 || sequence >= expected) {
            return false;
        }
        int number = (int) sequence;
        long bit = 1L << number;
        if ((seen[number >>> 6] & bit) != 0) {
            duplicated++;
            return true;
        }
        seen[number >>> 6] |= bit;
        received++;
        lowest = Math.min(lowest, number);
        highest = Math.max(highest, number);
        int stream = number / each;
        if (number < highestOf[stream]) {
            outOfOrder++;
        } else {
            highestOf[stream] = number;
        }
        return true;
    }

    /** How many different numbers arrived. */
    int received() {
        return received;
    }

    /** How many are missing of the whole stream. */
    long lost() {
        return (long) expected - received;
    }

    /** How many are missing from the first that arrived to the stream's end; all of them if none arrived. */
    long lostAfterFirst() {
        return received == 0 ? expected : lost() - lowest;
    }

    /** How many are missing from the first that arrived to the last; all of them if none arrived. */
    long lostBetween() {
        return received == 0 ? expected : lostBeforeLast() - lowest;
    }

    /** How many are missing from the stream's beginning to the last that arrived; all of them if none arrived. */
    long lostBeforeLast() {
        return received == 0 ? expected : (long) highest + 1 - received;
    }

    /** The lowest number that arrived of those from {@code from} on; -1 if none did. */
    int firstFrom(int from) {
        for (int number = from; number < expected; number++) {
            if (arrived(number)) {
                return number;
            }
        }
        return -1;
    }

    /** Whether that number arrived. */
    boolean arrived(int number) {
        return (seen[number >>> 6] & (1L << number)) != 0;
    }

    long duplicated() {
        return duplicated;
    }

    long outOfOrder() {
        return outOfOrder;
    }
}
