package io.umbel.dpdk;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/**
 * The calls through DPDK's function pointers, with addresses as plain {@code long}s.
 *
 * <p>A <em>critical</em> call saves the thread's change of state, some ten nanoseconds, but holds up the whole JVM if it
 * sleeps. So it is for functions that never do.
 *
 * <p>A function's address is a segment that was made beforehand: one made at the call is compiled to nothing, and saves a
 * hundredth of the time of a frame, but is allocated as long as the call is interpreted, and in code that is left for the
 * interpreter.
 */
final class NativeCalls {
    private static final Linker LINKER = Linker.nativeLinker();

    /** {@code uint16_t (*)(void *queue, struct rte_mbuf **pkts, uint16_t n)}. */
    private static final FunctionDescriptor BURST_SIGNATURE =
            FunctionDescriptor.of(JAVA_SHORT, JAVA_LONG, JAVA_LONG, JAVA_SHORT);

    private static final MethodHandle BURST_CRITICAL =
            LINKER.downcallHandle(BURST_SIGNATURE, Linker.Option.critical(false));
    private static final MethodHandle BURST_SLEEPING = LINKER.downcallHandle(BURST_SIGNATURE);

    /** {@code int (*)(struct rte_mempool *, void **objects, unsigned n)}. */
    private static final MethodHandle MEMPOOL = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT), Linker.Option.critical(false));

    private static final Map<Long, MemorySegment> FUNCTIONS = new ConcurrentHashMap<>();

    private NativeCalls() {}

    /** The same function, in one and the same segment for all queues of a driver: so it stays in the CPU's first-level cache. */
    static MemorySegment function(MemorySegment function) {
        return FUNCTIONS.computeIfAbsent(function.address(), MemorySegment::ofAddress);
    }

    static int burst(boolean maySleep, MemorySegment function, long queue, long mbufs, int count) {
        try {
            short done = maySleep
                    ? (short) BURST_SLEEPING.invokeExact(function, queue, mbufs, (short) count)
                    : (short) BURST_CRITICAL.invokeExact(function, queue, mbufs, (short) count);
            return done & 0xffff;
        } catch (Throwable e) {
            throw new AssertionError("a burst function throws nothing", e);
        }
    }

    static int mempool(MemorySegment function, long pool, long objects, int count) {
        try {
            return (int) MEMPOOL.invokeExact(function, pool, objects, count);
        } catch (Throwable e) {
            throw new AssertionError("a mempool function throws nothing", e);
        }
    }
}
