package io.umbel.perf.gen;

import java.util.Arrays;

/**
 * Tells a stream's new frames from duplicates and from those out of order, by their numbers. It remembers the last so many numbers
 * up to the highest; what is older than that counts as out of order, and no duplicate of it is known.
 */
final class SequenceWindow {
    private final long[] seen;
    private final int mask;
    private long highest = -1;
    private long received;
    private long duplicates;
    private long reordered;

    /** @param size how many numbers to remember, a power of two of 64 or more */
    SequenceWindow(int size) {
        if (size < Long.SIZE || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("a window has a power of two of numbers, 64 or more, not " + size);
        }
        this.seen = new long[size / Long.SIZE];
        this.mask = size - 1;
    }

    /** Takes note of a frame; true if it is no duplicate. Out of order is what follows one with a higher number (RFC 4737). */
    boolean record(long sequence) {
        if (sequence > highest) {
            forget(sequence);
            highest = sequence;
        } else if (highest - sequence <= mask) {
            if (isSeen(sequence)) {
                duplicates++;
                return false;
            }
            reordered++;
        } else {
            reordered++;
            received++;
            return true;
        }
        seen[(int) (sequence & mask) >>> 6] |= 1L << sequence;
        received++;
        return true;
    }

    private boolean isSeen(long sequence) {
        return (seen[(int) (sequence & mask) >>> 6] & 1L << sequence) != 0;
    }

    /** Makes room for the numbers up to a new highest. */
    private void forget(long sequence) {
        if (sequence - highest > mask) {
            Arrays.fill(seen, 0);
            return;
        }
        for (long each = highest + 1; each <= sequence; each++) {
            seen[(int) (each & mask) >>> 6] &= ~(1L << each);
        }
    }

    /** Different frames. */
    long received() {
        return received;
    }

    long duplicates() {
        return duplicates;
    }

    long reordered() {
        return reordered;
    }
}
