package io.umbel.igmp;

/**
 * The eight-bit form in which version 3 writes times: up to 127 as it is, above that a floating-point value of four bits mantissa
 * and three bits exponent (§4.1.1, §4.1.7).
 */
final class TimeCode {

    /** The largest value that has a code. */
    static final int MAX = 0x1F << 10;

    private static final int FIRST_FLOATING = 128;

    private TimeCode() {}

    /** The code of that value, or of the next smaller one that has a code. */
    static int encode(long value) {
        if (value < FIRST_FLOATING) {
            return (int) Math.max(0, value);
        }
        int bounded = (int) Math.min(value, MAX);
        int shift = 31 - Integer.numberOfLeadingZeros(bounded) - 4;
        return 0x80 | (shift - 3) << 4 | (bounded >> shift & 0xF);
    }

    static int decode(int code) {
        if (code < FIRST_FLOATING) {
            return code;
        }
        return ((code & 0xF) | 0x10) << ((code >> 4 & 0x7) + 3);
    }
}
