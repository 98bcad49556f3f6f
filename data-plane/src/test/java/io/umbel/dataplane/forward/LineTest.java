package io.umbel.dataplane.forward;

import io.umbel.dpdk.Mbuf;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LineTest {
    private static final int ROOM = 2176;
    private static final byte UNTOUCHED = (byte) 0xee;
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment from = Arena.ofAuto().allocate(ROOM, Line.LENGTH);
    private final MemorySegment to = Arena.ofAuto().allocate(ROOM, Line.LENGTH);

    LineTest() {
        for (int i = 0; i < ROOM; i++) {
            from.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 7 + i / 64));
        }
        to.fill(UNTOUCHED);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 64, 65, 70, 79, 80, 128, 129, 252, 1514, 1536, 1537, 1550, 2044})
    void allOctetsAreCopiedButThoseThatArePut(int octets) {
        // The header's source address, which lies across the two words.
        copy(octets, 0x0000_ffff_ffff_ffffL, 0x0102_0000_0000_0000L, 0xffff_ffff_0000_0000L, 0x0605_0403);
        for (int i = 0; i < octets; i++) {
            byte expected = i >= 6 && i < 12 ? new byte[] {2, 1, 3, 4, 5, 6}[i - 6] : octet(from, i);
            assertEquals(expected, octet(to, i), "octet " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 64, 65, 252, 1514, 1536})
    void nothingIsWrittenBehindTheLastLine(int octets) {
        copy(octets, -1, 0, -1, 0);
        int behind = (octets + Line.LENGTH - 1) / Line.LENGTH * Line.LENGTH;
        assertEquals(UNTOUCHED, octet(to, behind));
    }

    @ParameterizedTest
    @ValueSource(ints = {1537, 1550, 2044})
    void nothingIsWrittenBehindALongFrame(int octets) {
        copy(octets, -1, 0, -1, 0);
        assertEquals(UNTOUCHED, octet(to, octets));
    }

    @Test
    void anMbufBecomesWhatItWouldWithoutMovesOfMoreThanEightOctets() {
        long rearm = Mbuf.rearm(114, 5);
        Mbuf.next(to.address(), 0);
        Line.initialise(to.address(), rearm, 18, 1500);
        assertEquals(initialisedByWords(rearm, 1518, 1518), fields(to.address()));
        assertEquals(List.of(1, 1, 5, 1518, 1518, 0), fields(to.address()));
    }

    @Test
    void soDoesTheHeadOfAChain() {
        long rearm = Mbuf.rearmOfHead(114, 5);
        Mbuf.next(to.address(), 0);
        Line.initialiseHead(to.address(), rearm, 34, 14, 65535);
        assertEquals(initialisedByWords(rearm, 34, 65549), fields(to.address()));
        assertEquals(List.of(2, 1, 5, 34, 65549, 0), fields(to.address()));
    }

    private static List<Integer> initialisedByWords(long rearm, int length, int octets) {
        MemorySegment mbuf = Arena.ofAuto().allocate(ROOM, Line.LENGTH);
        mbuf.fill((byte) 0x11);
        Mbuf.next(mbuf.address(), 0);
        Mbuf.initialise(mbuf.address(), rearm, length, octets);
        return fields(mbuf.address());
    }

    private static List<Integer> fields(long mbuf) {
        return List.of(
                Mbuf.segments(mbuf),
                Mbuf.references(mbuf),
                Mbuf.owner(mbuf),
                Mbuf.dataLength(mbuf),
                Mbuf.packetLength(mbuf),
                (int) Mbuf.offloads(mbuf));
    }

    @Test
    void ofTheFirstTwoWordsEachBitIsKeptOrPut() {
        long kept = 0x5555_5555_5555_5555L;
        copy(64, kept, ~kept & 0xaaaa_0000_aaaa_0000L, ~kept, kept & 0x1111_1111_1111_1111L);
        assertEquals((from.get(WORD, 0) & kept) | 0xaaaa_0000_aaaa_0000L, to.get(WORD, 0));
        assertEquals((from.get(WORD, 8) & ~kept) | 0x1111_1111_1111_1111L, to.get(WORD, 8));
    }

    private void copy(int octets, long kept, long first, long keptSecond, long second) {
        Line.copyRest(to.address(), from.address(), octets);
        Line.copy(to.address(), from.address(), kept, first, keptSecond, second);
    }

    private static byte octet(MemorySegment memory, int place) {
        return memory.get(ValueLayout.JAVA_BYTE, place);
    }
}
