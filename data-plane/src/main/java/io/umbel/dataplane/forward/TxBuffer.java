package io.umbel.dataplane.forward;

import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import io.umbel.dpdk.TxQueue;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.agrona.UnsafeApi;

/**
 * Collects what a worker sends on a port into bursts. If several interfaces share the port, each mbuf carries the index of
 * its own in its {@code port} field, so that what the device does not take is counted where it belongs.
 */
final class TxBuffer {
    private final TxQueue queue;
    private final MbufCache cache;
    private final WorkerCounters counters;
    private final long mbufs;
    private final int onlyInterface;
    private int count;

    /** @param onlyInterface index of the port's interface, or 0 if it has several */
    TxBuffer(int onlyInterface, TxQueue queue, MbufCache cache, WorkerCounters counters, Arena arena) {
        this.onlyInterface = onlyInterface;
        this.queue = queue;
        this.cache = cache;
        this.counters = counters;
        this.mbufs = arena.allocate(ValueLayout.JAVA_LONG, Worker.BURST).address();
    }

    /** What {@link Mbuf#owner} is of a frame that leaves by the interface of that index. */
    int ownerOf(int index) {
        return onlyInterface == 0 ? index : 0;
    }

    /** Adds a frame, which is the buffer's from here on. */
    void add(long mbuf) {
        UnsafeApi.putLong(end(), mbuf);
        added(1);
    }

    /** How many frames still fit, at least 1. */
    int room() {
        return Worker.BURST - count;
    }

    /** Where the addresses of up to {@link #room} mbufs may be written, to be {@link #added} then. */
    long end() {
        return mbufs + (long) count * Long.BYTES;
    }

    /** Adds the frames whose addresses were written at {@link #end}. */
    void added(int more) {
        count += more;
        if (count == Worker.BURST) {
            flush();
        }
    }

    /** Hands what has been collected to the device. */
    void flush() {
        if (count == 0) {
            return;
        }
        int taken = queue.send(mbufs, count);
        for (int i = taken; i < count; i++) {
            discard(UnsafeApi.getLong(mbufs + (long) i * Long.BYTES));
        }
        count = 0;
    }

    private void discard(long mbuf) {
        int index = onlyInterface == 0 ? Mbuf.owner(mbuf) : onlyInterface;
        counters.countDiscarded(index, Mbuf.packetLength(mbuf));
        cache.free(mbuf);
    }
}
