package io.umbel.dataplane.fib;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import org.agrona.UnsafeApi;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * A zeroed block of native memory that starts on a cache line, one of {@value #PAGE} octets or more on a page, and one of
 * {@value #HUGE_PAGE} or more on a huge page, in which the kernel is asked to have it: a look-up in a table of a million entries
 * would otherwise have to read the page table as well, from memory too. Freed by hand, since only the {@link GracePeriod} knows
 * when nobody reads it any more.
 */
final class NativeMemory {
    /** Octets of a cache line on the machines that Umbel runs on. */
    static final int CACHE_LINE = 64;

    /** Octets of a page on them. */
    static final int PAGE = 4096;

    /** Octets of a huge page on them. */
    static final int HUGE_PAGE = 2 << 20;

    /** {@code MADV_HUGEPAGE} of {@code madvise(2)}. */
    private static final int USE_HUGE_PAGES = 14;

    private static final MethodHandle ADVISE = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("madvise"),
                    FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));

    private final long allocated;
    private final long address;

    NativeMemory(long size) {
        int alignment = alignment(size);
        allocated = UnsafeApi.allocateMemory(size + alignment);
        address = (allocated + alignment - 1) & -alignment;
        if (alignment == HUGE_PAGE) {
            askForHugePages(address, size);
        }
        UnsafeApi.setMemory(address, size, (byte) 0);
    }

    private static int alignment(long size) {
        if (size < PAGE) {
            return CACHE_LINE;
        }
        return size < HUGE_PAGE ? PAGE : HUGE_PAGE;
    }

    /** A kernel that has none, or has been told to give none, says no: then the block has small ones. */
    private static void askForHugePages(long address, long size) {
        try {
            int ignored = (int) ADVISE.invokeExact(address, size, USE_HUGE_PAGES);
        } catch (Throwable e) {
            throw new AssertionError("madvise throws nothing", e);
        }
    }

    /** Address of the block's first octet. */
    long address() {
        return address;
    }

    void free() {
        UnsafeApi.freeMemory(allocated);
    }
}
