package io.umbel.dataplane.packet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class Ipv4Test {
    private static final ValueLayout.OfShort WORD = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final int CHECKSUM = 10;

    private final MemorySegment header = Arena.ofAuto().allocate(Ipv4.MAX_LENGTH, Long.BYTES);
    private final Random random = new Random(1071);

    @Test
    void aChecksumIsRightExactlyIfAllWordsFoldToOnes() {
        for (int i = 0; i < 100_000; i++) {
            int length = Ipv4.LENGTH + Integer.BYTES * (i % 11);
            fill(length);
            // Half of them right, the others near to it.
            header.set(WORD, CHECKSUM, (short) (checksum(length) + random.nextInt(-1, 2) * (i & 1)));
            assertEquals(folded(length) == 0xffff, Ipv4.checksumIsRight(header.address(), length));
        }
    }

    @Test
    void ofAHeaderOfOnesItIsRightAndOfZeroesNot() {
        header.asSlice(0, Ipv4.LENGTH).fill((byte) 0xff);
        assertTrue(Ipv4.checksumIsRight(header.address(), Ipv4.LENGTH));
        header.asSlice(0, Ipv4.LENGTH).fill((byte) 0);
        assertFalse(Ipv4.checksumIsRight(header.address(), Ipv4.LENGTH));
    }

    private void fill(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        MemorySegment.copy(octets, 0, header, ValueLayout.JAVA_BYTE, 0, length);
    }

    private int checksum(int length) {
        header.set(WORD, CHECKSUM, (short) 0);
        return ~folded(length) & 0xffff;
    }

    /** As RFC 1071 section 4.1 adds, a word at a time. */
    private int folded(int length) {
        int sum = 0;
        for (int offset = 0; offset < length; offset += Short.BYTES) {
            sum += header.get(WORD, offset) & 0xffff;
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum;
    }
}
