package io.umbel.dpdk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.dpdk.dpdk;
import org.dpdk.rte_mempool;

/**
 * A pool of packet buffers ({@code rte_pktmbuf_pool}): every mbuf has {@link Mbuf#HEADROOM} bytes of headroom and
 * {@link #dataRoom} bytes for the frame.
 *
 * <p>Any thread may create, count and close it. To take and return mbufs, see {@link MbufCache}.
 */
public final class PacketPool implements AutoCloseable {
    /** Where DPDK places memory that no NUMA node asks for: {@code SOCKET_ID_ANY}. */
    private static final int ANY_SOCKET = -1;

    private final MemorySegment pool;
    private final int size;
    private final int dataRoom;

    private PacketPool(MemorySegment pool, int size, int dataRoom) {
        this.pool = pool;
        this.size = size;
        this.dataRoom = dataRoom;
    }

    /**
     * Creates a pool.
     *
     * @param name unique in the process, at most 25 characters
     * @param size mbufs in all
     * @param cacheSize mbufs that each registered thread keeps at hand, at most 512 and {@code size / 1.5}
     * @param dataRoom bytes of frame that one mbuf holds
     * @throws DpdkException if there is not enough packet memory, or the name is taken
     */
    public static PacketPool create(String name, int size, int cacheSize, int dataRoom) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pool = dpdk.rte_pktmbuf_pool_create(
                    arena.allocateFrom(name),
                    size,
                    cacheSize,
                    (short) 0,
                    (short) (Mbuf.HEADROOM + dataRoom),
                    ANY_SOCKET);
            if (pool.address() == 0) {
                throw new DpdkException(
                        "rte_pktmbuf_pool_create(" + name + ", " + size + " mbufs of " + dataRoom + " bytes)",
                        DpdkLibrary.rteErrno());
            }
            return new PacketPool(pool.reinterpret(rte_mempool.sizeof()), size, dataRoom);
        }
    }

    MemorySegment segment() {
        return pool;
    }

    /** Mbufs in all. */
    public int size() {
        return size;
    }

    /** Bytes of frame that one mbuf holds. */
    public int dataRoom() {
        return dataRoom;
    }

    /** Mbufs that nobody holds at present, those in the threads' caches included ({@code rte_mempool_avail_count}). */
    public int available() {
        return dpdk.rte_mempool_avail_count(pool);
    }

    /** Frees the pool. No mbuf of it may be in use any more. */
    @Override
    public void close() {
        dpdk.rte_mempool_free(pool);
    }
}
