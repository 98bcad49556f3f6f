package io.umbel.dataplane.forward;

/** What a worker knows of a packet that it holds, in a {@code long}: so that holding it allocates nothing. */
final class HeldContext {
    private HeldContext() {}

    /**
     * @param l2 octets before the IPv4 header
     * @param priority of its tag, as in the tag's control information
     * @param incoming index of the interface that it came in on
     */
    static long of(int l2, int priority, int incoming) {
        return l2 | (long) priority << 16 | (long) incoming << 32;
    }

    static int l2(long context) {
        return (int) context & 0xffff;
    }

    static int priority(long context) {
        return (int) (context >>> 16) & 0xffff;
    }

    static int incoming(long context) {
        return (int) (context >>> 32);
    }
}
