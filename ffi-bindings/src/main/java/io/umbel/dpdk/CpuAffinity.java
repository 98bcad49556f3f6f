package io.umbel.dpdk;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/** On which core a thread runs ({@code sched_setaffinity(2)}). */
public final class CpuAffinity {
    /** Cores that a {@code cpu_set_t} names. */
    public static final int MAX_CORES = 1024;

    private static final MethodHandle SET_AFFINITY = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker()
                            .defaultLookup()
                            .find("sched_setaffinity")
                            .orElseThrow(),
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));

    private static final int CALLING_THREAD = 0;

    private CpuAffinity() {}

    /**
     * Has the calling thread run on one core only.
     *
     * @param core its number, as the kernel counts them from 0
     * @throws IllegalStateException if there is no such core, or this process may not use it
     */
    public static void pin(int core) {
        if (core < 0 || core >= MAX_CORES) {
            throw new IllegalStateException("core " + core + ": allowed is 0 to " + (MAX_CORES - 1));
        }
        int result;
        try (Arena call = Arena.ofConfined()) {
            MemorySegment cores = call.allocate(MAX_CORES / Byte.SIZE, Long.BYTES);
            cores.setAtIndex(JAVA_LONG, core / Long.SIZE, 1L << core);
            result = (int) SET_AFFINITY.invokeExact(CALLING_THREAD, cores.byteSize(), cores);
        } catch (Throwable e) {
            throw new AssertionError("sched_setaffinity throws nothing", e);
        }
        if (result != 0) {
            throw new IllegalStateException("core " + core + " is none that this process may use");
        }
    }
}
