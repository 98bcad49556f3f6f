package io.umbel.dpdk;

import java.lang.foreign.MemorySegment;

/**
 * A receive queue of a started device ({@code rte_eth_rx_burst}). One thread at a time may poll it, and none any more
 * once the device is stopped.
 */
public final class RxQueue {
    private final MemorySegment function;
    private final long queue;
    private final boolean maySleep;

    RxQueue(MemorySegment function, long queue, boolean maySleep) {
        this.function = function;
        this.queue = queue;
        this.maySleep = maySleep;
    }

    /**
     * Takes the frames that have arrived.
     *
     * @param mbufs address of an array of {@code max} pointers, which receives the mbufs' addresses
     * @return how many
     */
    public int receive(long mbufs, int max) {
        return NativeCalls.burst(maySleep, function, queue, mbufs, max);
    }
}
