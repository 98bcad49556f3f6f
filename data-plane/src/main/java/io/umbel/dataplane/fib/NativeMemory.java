package io.umbel.dataplane.fib;

import org.agrona.UnsafeApi;

/**
 * A zeroed block of native memory that starts on a cache line. Freed by hand, since only the {@link GracePeriod} knows
 * when nobody reads it any more.
 */
final class NativeMemory {
    /** Octets of a cache line on the machines that Umbel runs on. */
    static final int CACHE_LINE = 64;

    private final long allocated;
    private final long address;

    NativeMemory(long size) {
        allocated = UnsafeApi.allocateMemory(size + CACHE_LINE);
        address = (allocated + CACHE_LINE - 1) & -CACHE_LINE;
        UnsafeApi.setMemory(address, size, (byte) 0);
    }

    /** Address of the block's first octet. */
    long address() {
        return address;
    }

    void free() {
        UnsafeApi.freeMemory(allocated);
    }
}
