package io.umbel.dpdk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Collection;
import org.dpdk.dpdk;
import org.dpdk.rte_mempool;
import org.dpdk.rte_mempool_ops;
import org.dpdk.rte_mempool_ops_table;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * A pool of packet buffers ({@code rte_pktmbuf_pool}): every mbuf has {@link Mbuf#HEADROOM} bytes of headroom and
 * {@link #dataRoom} bytes for the frame.
 *
 * <p>Any thread may create, count and close it. To take and return mbufs, see {@link MbufCache}.
 */
public final class PacketPool implements AutoCloseable {
    /** Where DPDK places memory that no NUMA node asks for: {@code SOCKET_ID_ANY}. */
    private static final int ANY_SOCKET = -1;

    /** What a second try makes more than were missing in the first. */
    private static final int SPARE = 16;

    private final MemorySegment pool;
    private final int size;
    private final int dataRoom;

    /** @param size mbufs that are given out, of all that are in its memory */
    private PacketPool(MemorySegment pool, int size, int dataRoom) {
        this.pool = pool;
        this.size = size;
        this.dataRoom = dataRoom;
    }

    /**
     * Creates a pool for devices, as they need it: for those that map it into the kernel, that is, or any.
     *
     * @param devargs the arguments of all devices that are to receive into it or to send from it ({@link EthDevice#probe})
     * @param size mbufs at least; see {@link #create} for the others
     */
    public static PacketPool createFor(Collection<String> devargs, String name, int size, int cacheSize, int dataRoom) {
        return devargs.stream().anyMatch(EthDevice::mapsPool)
                ? createForKernel(name, size, cacheSize, dataRoom)
                : create(name, size, cacheSize, dataRoom);
    }

    /**
     * Creates a pool for devices that map it into the kernel, as net_af_xdp does. That driver believes that mbufs lie side by
     * side; DPDK leaves the end of each page empty, so that the last mbufs are beyond what is mapped, and the kernel throws
     * away what is sent in them. Such mbufs are never given out.
     *
     * @param size mbufs at least; see {@link #create} for the others
     */
    static PacketPool createForKernel(String name, int size, int cacheSize, int dataRoom) {
        PacketPool pool = create(name, size, cacheSize, dataRoom).withholdUnmapped();
        if (pool.size >= size) {
            return pool;
        }
        int enough = Math.toIntExact(((long) size + SPARE) * size / pool.size);
        pool.close();
        return create(name, enough, cacheSize, dataRoom).withholdUnmapped();
    }

    private PacketPool withholdUnmapped() {
        MemorySegment operations = operations();
        long object =
                (long) rte_mempool.header_size(pool) + rte_mempool.elt_size(pool) + rte_mempool.trailer_size(pool);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment all = arena.allocate(JAVA_LONG, size);
            int failed = NativeCalls.mempool(rte_mempool_ops.dequeue(operations), pool.address(), all.address(), size);
            if (failed != 0) {
                throw new IllegalStateException("a new pool did not give out its " + size + " mbufs");
            }
            long[] mbufs = all.toArray(JAVA_LONG);
            // One less than are mapped, since the first need not lie where the mapping begins.
            long end = Arrays.stream(mbufs).min().orElseThrow() + (size - 1) * object;
            long[] mapped =
                    Arrays.stream(mbufs).filter(mbuf -> mbuf + object <= end).toArray();
            MemorySegment back = arena.allocateFrom(JAVA_LONG, mapped);
            NativeCalls.mempool(rte_mempool_ops.enqueue(operations), pool.address(), back.address(), mapped.length);
            return new PacketPool(pool, mapped.length, dataRoom);
        }
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

    /** The functions that take mbufs from what all threads share of it, and return them ({@code rte_mempool_ops}). */
    MemorySegment operations() {
        return rte_mempool_ops_table.ops(
                dpdk.rte_mempool_ops_table(), Integer.toUnsignedLong(rte_mempool.ops_index(pool)));
    }

    /** Mbufs in its memory, those included that are never given out. */
    int made() {
        return rte_mempool.size(pool);
    }

    /** Mbufs in all that are given out. */
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
