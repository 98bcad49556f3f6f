/**
 * DPDK for Java: a small, idiomatic layer over the generated bindings of {@link org.dpdk}. It knows nothing of
 * multicast.
 *
 * <p>There is no C shim. DPDK's burst functions are inline C that calls through the exported table {@code
 * rte_eth_fp_ops}; {@link io.umbel.dpdk.RxQueue} and {@link io.umbel.dpdk.TxQueue} read the same table and make one
 * downcall a burst. Allocation works on the mempool's per-lcore cache directly, as the inline C does ({@link
 * io.umbel.dpdk.MbufCache}). Because such inline code is part of DPDK's ABI, {@link io.umbel.dpdk.Eal} refuses to start
 * on any DPDK other than the one the bindings were generated for.
 *
 * <p>Native addresses are plain {@code long}s. Fields of native structures are in the machine's byte order, frames are
 * in network byte order.
 */
@NullMarked
package io.umbel.dpdk;

import org.jspecify.annotations.NullMarked;
