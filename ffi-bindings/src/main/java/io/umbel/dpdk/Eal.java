package io.umbel.dpdk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dpdk.dpdk;

/**
 * DPDK's environment abstraction layer (EAL): started once in the life of a process, since DPDK cannot start twice.
 *
 * <p>Any thread may start and close it. Threads that poll queues or allocate mbufs register first ({@link
 * #registerThread}).
 */
public final class Eal implements AutoCloseable {
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private Eal() {}

    /**
     * Starts DPDK.
     *
     * @throws UnsupportedDpdkException if the installed DPDK is not the one the bindings are for
     * @throws DpdkException if DPDK refuses; what it logged on standard error says more
     * @throws IllegalStateException if it was started before in this process
     */
    public static Eal start(EalOptions options) {
        DpdkLibrary.requireAbi();
        if (!STARTED.compareAndSet(false, true)) {
            throw new IllegalStateException("DPDK can be started only once in the life of a process");
        }
        List<String> arguments = options.arguments();
        // EAL keeps pointers into its argument vector, so it lives as long as the process.
        MemorySegment argv = Arena.global().allocate(ValueLayout.ADDRESS, arguments.size() + 1L);
        for (int i = 0; i < arguments.size(); i++) {
            argv.setAtIndex(ValueLayout.ADDRESS, i, Arena.global().allocateFrom(arguments.get(i)));
        }
        DpdkException.check(
                dpdk.rte_eal_init(arguments.size(), argv),
                "rte_eal_init(" + String.join(" ", arguments.subList(1, arguments.size())) + ")");
        return new Eal();
    }

    /**
     * Makes the calling thread known to DPDK and returns its lcore id. Without one, every allocation and every free
     * misses the mempool's per-lcore cache. The thread unregisters itself before it ends.
     */
    public int registerThread() {
        DpdkException.check(dpdk.rte_thread_register(), "rte_thread_register()");
        return DpdkLibrary.lcoreId();
    }

    /** What {@link #registerThread} answered the calling thread. */
    public int lcoreId() {
        return DpdkLibrary.lcoreId();
    }

    /** Undoes {@link #registerThread} for the calling thread. */
    public void unregisterThread() {
        dpdk.rte_thread_unregister();
    }

    /** Stops DPDK. Devices and pools are closed before. */
    @Override
    public void close() {
        DpdkException.check(dpdk.rte_eal_cleanup(), "rte_eal_cleanup()");
    }
}
