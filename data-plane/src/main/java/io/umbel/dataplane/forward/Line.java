package io.umbel.dataplane.forward;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies native memory by lines of 64 octets, in moves of 32 where the CPU has them. A replica costs its stores, and without the
 * Vector API none is of more than 8 octets. That the API is an incubator's stays in this class.
 */
final class Line {
    /** Octets of a line. */
    static final int LENGTH = 64;

    private static final VectorSpecies<Long> MOVE =
            VectorShape.preferredShape().vectorBitSize() < 256 ? LongVector.SPECIES_128 : LongVector.SPECIES_256;
    private static final int HALF = LENGTH / 2;
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private Line() {}

    /** Copies so many octets; if they are less than a line, a whole line. */
    static void copy(long to, long from, int octets) {
        copy(to, from);
        int last = octets - LENGTH;
        for (int i = LENGTH; i < last; i += LENGTH) {
            copy(to + i, from + i);
        }
        if (last > 0) {
            copy(to + last, from + last);
        }
    }

    /** Copies a line. Loads come first: one behind a store might have to wait for it. */
    static void copy(long to, long from) {
        if (MOVE.vectorByteSize() == HALF) {
            LongVector first = LongVector.fromMemorySegment(MOVE, ALL, from, ORDER);
            LongVector second = LongVector.fromMemorySegment(MOVE, ALL, from + HALF, ORDER);
            first.intoMemorySegment(ALL, to, ORDER);
            second.intoMemorySegment(ALL, to + HALF, ORDER);
        } else {
            for (int i = 0; i < LENGTH; i += MOVE.vectorByteSize()) {
                LongVector.fromMemorySegment(MOVE, ALL, from + i, ORDER).intoMemorySegment(ALL, to + i, ORDER);
            }
        }
    }
}
