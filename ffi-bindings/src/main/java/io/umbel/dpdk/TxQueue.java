package io.umbel.dpdk;

import java.lang.foreign.MemorySegment;

/**
 * A transmit queue of a started device ({@code rte_eth_tx_burst}). One thread at a time may use it, and none any more
 * once the device is stopped.
 */
public final class TxQueue {
    private final MemorySegment function;
    private final long queue;
    private final boolean maySleep;

    TxQueue(MemorySegment function, long queue, boolean maySleep) {
        this.function = function;
        this.queue = queue;
        this.maySleep = maySleep;
    }

    /**
     * Hands frames to the device, which frees them once they are sent.
     *
     * @param mbufs address of an array of {@code count} mbuf addresses
     * @return how many the device took, from the front; the rest stay the caller's
     */
    public int send(long mbufs, int count) {
        return NativeCalls.burst(maySleep, function, queue, mbufs, count);
    }
}
