package io.umbel.dpdk;

import java.lang.foreign.MemorySegment;
import org.agrona.UnsafeApi;
import org.dpdk.dpdk;
import org.dpdk.rte_mempool;
import org.dpdk.rte_mempool_cache;
import org.dpdk.rte_mempool_ops;

/**
 * One registered thread's cache of a {@link PacketPool}: the per-lcore cache of {@code rte_mempool}, worked on directly
 * as DPDK's inline functions do. The mbuf returned last is the next one taken, so buffers in use stay in the CPU's
 * cache.
 *
 * <p>Only the thread that it was made for may use it, and only while that thread is registered with {@link Eal}.
 */
public final class MbufCache {
    /** So many mbufs at most are taken or reserved at once, or the cache has no room ({@code RTE_MEMPOOL_CACHE_MAX_SIZE}). */
    public static final int MOST_AT_ONCE = 512;

    private static final long SIZE = rte_mempool_cache.size$offset();
    private static final long FLUSH_THRESHOLD = rte_mempool_cache.flushthresh$offset();
    private static final long LENGTH = rte_mempool_cache.len$offset();
    private static final long OBJECTS = rte_mempool_cache.objs$offset();

    private final long pool;
    private final long cache;
    private final MemorySegment enqueue;
    private final MemorySegment dequeue;

    /**
     * @param pool a pool with a cache
     * @param lcoreId what {@link Eal#registerThread} answered this thread
     */
    public MbufCache(PacketPool pool, int lcoreId) {
        MemorySegment mempool = pool.segment();
        if (rte_mempool.cache_size(mempool) == 0) {
            throw new IllegalArgumentException("the pool was made without a per-thread cache");
        }
        if (lcoreId < 0 || lcoreId >= dpdk.RTE_MAX_LCORE()) {
            throw new IllegalArgumentException("lcore id " + lcoreId + ": this thread is not registered with DPDK");
        }
        this.pool = mempool.address();
        this.cache = rte_mempool.local_cache(mempool).address() + lcoreId * rte_mempool_cache.sizeof();
        MemorySegment operations = pool.operations();
        this.enqueue = rte_mempool_ops.enqueue(operations);
        this.dequeue = rte_mempool_ops.dequeue(operations);
    }

    /** Mbufs in the cache: so many calls of {@link #take} succeed, as long as no device uses the cache in between. */
    public int length() {
        return UnsafeApi.getInt(cache + LENGTH);
    }

    /** Takes one mbuf, or answers 0 if the pool is empty. Its contents are what its last holder left. */
    public long take() {
        int length = UnsafeApi.getInt(cache + LENGTH);
        if (length == 0) {
            if (!refill(1)) {
                return 0;
            }
            length = UnsafeApi.getInt(cache + LENGTH);
        }
        UnsafeApi.putInt(cache + LENGTH, length - 1);
        return UnsafeApi.getLong(cache + OBJECTS + ((length - 1L) << 3));
    }

    /**
     * Takes several mbufs.
     *
     * @param count at most {@link #MOST_AT_ONCE}
     * @return address of their addresses, side by side, valid until the cache is next used, by a device too; or 0 if the
     *     pool has not that many, and nothing is taken then
     */
    public long take(int count) {
        if (!reserve(count)) {
            return 0;
        }
        int length = UnsafeApi.getInt(cache + LENGTH) - count;
        UnsafeApi.putInt(cache + LENGTH, length);
        return cache + OBJECTS + ((long) length << 3);
    }

    /**
     * Makes sure that the next {@code count} calls of {@link #take} succeed.
     *
     * @param count at most {@link #MOST_AT_ONCE}
     * @return false if the pool has not that many; nothing is taken then
     */
    public boolean reserve(int count) {
        return UnsafeApi.getInt(cache + LENGTH) >= count || refill(count);
    }

    /** Fills the cache up from the pool, with {@code count} beyond what it is to keep, or with just those. */
    private boolean refill(int count) {
        int length = UnsafeApi.getInt(cache + LENGTH);
        long free = cache + OBJECTS + ((long) length << 3);
        int plenty = UnsafeApi.getInt(cache + SIZE) + count - length;
        if (NativeCalls.mempool(dequeue, pool, free, plenty) == 0) {
            UnsafeApi.putInt(cache + LENGTH, length + plenty);
            return true;
        }
        int enough = count - length;
        if (NativeCalls.mempool(dequeue, pool, free, enough) == 0) {
            UnsafeApi.putInt(cache + LENGTH, count);
            return true;
        }
        return false;
    }

    /** Gives up this thread's claim on a whole frame, all its segments ({@code rte_pktmbuf_free}). */
    public void free(long mbuf) {
        long segment = mbuf;
        while (segment != 0) {
            long next = Mbuf.next(segment);
            freeSegment(segment, next);
            segment = next;
        }
    }

    private void freeSegment(long segment, long next) {
        if (Mbuf.references(segment) != 1 && !Mbuf.dropReference(segment)) {
            return;
        }
        if (next != 0 || Mbuf.segments(segment) != 1) {
            Mbuf.detach(segment);
        }
        if (Mbuf.pool(segment) != pool) {
            throw new IllegalStateException("an mbuf of another pool was freed into this one");
        }
        giveBack(segment);
    }

    private void giveBack(long segment) {
        int length = UnsafeApi.getInt(cache + LENGTH);
        if (length >= UnsafeApi.getInt(cache + FLUSH_THRESHOLD)) {
            NativeCalls.mempool(enqueue, pool, cache + OBJECTS, length);
            length = 0;
        }
        UnsafeApi.putLong(cache + OBJECTS + ((long) length << 3), segment);
        UnsafeApi.putInt(cache + LENGTH, length + 1);
    }
}
