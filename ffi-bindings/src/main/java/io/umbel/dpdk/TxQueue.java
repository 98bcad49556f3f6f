package io.umbel.dpdk;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A transmit queue of a started device ({@code rte_eth_tx_burst}). One thread at a time may use it, unless it is a shared
 * one ({@link EthDevice#sharedTxQueue}), and none any more once the device is stopped.
 */
public final class TxQueue {
    private final MemorySegment function;
    private final long queue;
    private final boolean maySleep;
    private final @Nullable Lock lock;

    /** What the threads that share a queue spin on: a burst takes a microsecond or two. */
    static final class Lock {
        private final AtomicBoolean taken = new AtomicBoolean();

        private void take() {
            while (taken.get() || !taken.compareAndSet(false, true)) {
                Thread.onSpinWait();
            }
        }

        private void release() {
            taken.setRelease(false);
        }
    }

    /** @param lock taken for each burst, if several threads use the queue */
    TxQueue(MemorySegment function, long queue, boolean maySleep, @Nullable Lock lock) {
        this.function = function;
        this.queue = queue;
        this.maySleep = maySleep;
        this.lock = lock;
    }

    /**
     * Hands frames to the device, which frees them once they are sent.
     *
     * @param mbufs address of an array of {@code count} mbuf addresses
     * @return how many the device took, from the front; the rest stay the caller's
     */
    public int send(long mbufs, int count) {
        if (lock == null) {
            return NativeCalls.burst(maySleep, function, queue, mbufs, count);
        }
        lock.take();
        try {
            return NativeCalls.burst(maySleep, function, queue, mbufs, count);
        } finally {
            lock.release();
        }
    }
}
