package io.umbel.dataplane.forward;

import io.umbel.dpdk.Mbuf;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies native memory by lines of 64 octets, in as few moves as the CPU can. A replica costs its stores, and without the
 * Vector API none is of more than 8 octets. That the API is an incubator's stays in this class.
 */
final class Line {
    /** Octets of a line. */
    static final int LENGTH = 64;

    /**
     * So many octets lie in whole lines within any mbuf's buffer, which has 2,176 octets and more, of which no device leaves
     * more than 384 free in front. A line
     * that begins where one of the cache does costs half of what others do.
     */
    private static final int MOST_WHOLE = 1536;

    private static final VectorSpecies<Long> MOVE =
            species(VectorShape.preferredShape().vectorBitSize());
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Where an mbuf has a frame's length and its own, in the third and fourth word of what is initialised. */
    private static final long PACKET_LENGTH = 0xffff_ffff_0000_0000L;

    private static final long DATA_LENGTH = 0xffff_ffffL;

    private Line() {}

    private static VectorSpecies<Long> species(int bits) {
        if (bits >= LENGTH * Byte.SIZE) {
            return LongVector.SPECIES_512;
        }
        return bits < LongVector.SPECIES_256.vectorBitSize() ? LongVector.SPECIES_128 : LongVector.SPECIES_256;
    }

    /**
     * Copies so many octets but for the first line. Up to {@value #MOST_WHOLE} it copies whole lines, of which the last may read
     * and write beyond.
     */
    static void copyRest(long to, long from, int octets) {
        int last = octets <= MOST_WHOLE ? (octets - 1) & -LENGTH : octets - LENGTH;
        for (int i = LENGTH; i < last; i += LENGTH) {
            copy(to + i, from + i);
        }
        if (last > 0) {
            copy(to + last, from + last);
        }
    }

    /**
     * Copies all of so many lines but the first.
     *
     * @param lines 1, 2 or 4; a constant to the compiler
     */
    static void copyNext(long to, long from, int lines) {
        if (lines >= 2) {
            copy(to + LENGTH, from + LENGTH);
        }
        if (lines == 4) {
            copy(to + 2 * LENGTH, from + 2 * LENGTH);
            copy(to + 3 * LENGTH, from + 3 * LENGTH);
        }
    }

    /**
     * Copies one line, but for what is put in the place of some of its first 16 octets.
     *
     * @param kept the bits of the first 8 octets that are copied, as those lie in memory
     * @param first what the others of those are
     * @param keptSecond the same of the next 8
     */
    static void copy(long to, long from, long kept, long first, long keptSecond, long second) {
        LongVector mask = LongVector.broadcast(MOVE, -1).withLane(0, kept).withLane(1, keptSecond);
        LongVector put = LongVector.zero(MOVE).withLane(0, first).withLane(1, second);
        // Loads come first: one behind a store might have to wait for it.
        LongVector head = load(from).and(mask).or(put);
        if (MOVE.vectorByteSize() == LENGTH / 2) {
            LongVector tail = load(from + LENGTH / 2);
            head.intoMemorySegment(ALL, to, ORDER);
            tail.intoMemorySegment(ALL, to + LENGTH / 2, ORDER);
        } else {
            head.intoMemorySegment(ALL, to, ORDER);
            for (int i = MOVE.vectorByteSize(); i < LENGTH; i += MOVE.vectorByteSize()) {
                load(from + i).intoMemorySegment(ALL, to + i, ORDER);
            }
        }
    }

    /**
     * Makes a fresh mbuf all of a frame, as {@link Mbuf#initialise(long, long, int, int)} does, in a move of 32 octets if the CPU has
     * one. The frame's length comes in two parts, because the second can go from memory into all lanes at once, and the first be
     * part of what is the same for all frames.
     *
     * @param before octets of the Ethernet header
     * @param behind octets behind it
     */
    static void initialise(long mbuf, long rearm, int before, int behind) {
        if (MOVE.vectorByteSize() < LENGTH / 2) {
            Mbuf.initialise(mbuf, rearm, before + behind, before + behind);
            return;
        }
        LongVector put = LongVector.zero(LongVector.SPECIES_256)
                .withLane(0, rearm)
                .withLane(2, (long) before << 32)
                .withLane(3, before);
        initialise(
                mbuf,
                behind,
                LongVector.zero(LongVector.SPECIES_256)
                        .withLane(2, PACKET_LENGTH)
                        .withLane(3, DATA_LENGTH),
                put);
    }

    /**
     * The same, of an mbuf that is only the frame's first.
     *
     * @param length octets in this mbuf
     */
    static void initialiseHead(long mbuf, long rearm, int length, int before, int behind) {
        if (MOVE.vectorByteSize() < LENGTH / 2) {
            Mbuf.initialise(mbuf, rearm, length, before + behind);
            return;
        }
        LongVector put = LongVector.zero(LongVector.SPECIES_256)
                .withLane(0, rearm)
                .withLane(2, (long) before << 32)
                .withLane(3, length);
        initialise(mbuf, behind, LongVector.zero(LongVector.SPECIES_256).withLane(2, PACKET_LENGTH), put);
    }

    /** Writes what is to be put and, added to it in the lanes that are masked, the octets. */
    private static void initialise(long mbuf, int octets, LongVector mask, LongVector put) {
        IntVector.broadcast(IntVector.SPECIES_256, octets)
                .and(mask.reinterpretAsInts())
                .add(put.reinterpretAsInts())
                .intoMemorySegment(ALL, Mbuf.fresh(mbuf), ORDER);
    }

    /** Copies one line. */
    static void copy(long to, long from) {
        for (int i = 0; i < LENGTH; i += MOVE.vectorByteSize()) {
            load(from + i).intoMemorySegment(ALL, to + i, ORDER);
        }
    }

    private static LongVector load(long from) {
        return LongVector.fromMemorySegment(MOVE, ALL, from, ORDER);
    }
}
