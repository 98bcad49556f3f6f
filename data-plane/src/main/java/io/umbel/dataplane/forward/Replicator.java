package io.umbel.dataplane.forward;

import io.umbel.dataplane.fib.OutgoingList;
import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dataplane.packet.Ipv4;
import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import java.lang.foreign.Arena;
import org.agrona.UnsafeApi;

/**
 * Makes one replica a branch and hands it to the branch's port: TTL less one, checksum, MAC addresses and VLAN tag; all
 * that follows the IP header stays as it is, link padding included.
 *
 * <p>Two ways. A frame in one segment is {@linkplain Copies copied}. A frame in several segments, or one that a copy has
 * no room for, is {@linkplain Chains chained}; and so is a long one, if the ports of all branches take chains.
 */
final class Replicator {
    /** Octets of the longest frame that costs less to copy than to chain, to a few branches and to {@value #MANY} or more. */
    private static final int LONGEST_COPIED_TO_FEW = 500;

    private static final int LONGEST_COPIED_TO_MANY = 200;
    private static final int MANY = 8;

    private final MbufCache cache;
    private final int longest;
    private final FrameRun run;
    private final Copies copies;
    private final Chains chains;
    private final FastPath fastPath;

    /**
     * @param buffers one a port
     * @param sendsChains one a port: whether it takes frames of several segments
     * @param dataRoom octets of frame that a fresh mbuf holds
     */
    Replicator(
            MbufCache cache,
            TxBuffer[] buffers,
            boolean[] sendsChains,
            WorkerCounters counters,
            int dataRoom,
            Arena arena) {
        this.cache = cache;
        this.longest = dataRoom - Ethernet.TAG_LENGTH;
        this.run = new FrameRun(arena);
        this.copies = new Copies(cache, buffers, counters);
        this.chains = new Chains(cache, buffers, sendsChains, counters, dataRoom);
        this.fastPath = new FastPath(copies, chains, cache, counters, longest, arena);
    }

    /** Whether a frame costs less to chain than to copy, and the ports of all branches take chains. */
    static boolean chainingPays(int octets, long list) {
        int longestCopied = OutgoingList.count(list) < MANY ? LONGEST_COPIED_TO_FEW : LONGEST_COPIED_TO_MANY;
        return octets > longestCopied && OutgoingList.takesChains(list);
    }

    /** The short way. */
    FastPath fastPath() {
        return fastPath;
    }

    /**
     * Sends a received frame on every branch of a list that has at least one.
     *
     * @param ip address of its IPv4 header, in the first segment
     * @param l2 octets before that header
     * @param priority priority and drop eligibility of the tag that it came with, as in the tag's control information
     * @return false if the pool has not enough mbufs; the frame is then untouched and still the caller's. Of a list with more
     *     branches than can be reserved at once, those that find the pool empty are counted as discarded.
     */
    boolean replicate(long mbuf, long ip, int l2, int priority, long list) {
        if (!cache.reserve(Math.min(OutgoingList.count(list), MbufCache.MOST_AT_ONCE))) {
            return false;
        }
        int length = Mbuf.packetLength(mbuf);
        int octets = length - l2;
        if (Mbuf.segments(mbuf) != 1 || length > longest || chainingPays(length, list)) {
            chains.replicate(mbuf, ip, l2, octets, priority, list);
            return true;
        }
        UnsafeApi.putLong(run.burst(), mbuf);
        FrameRun.offloads(run.burst(), Mbuf.offloads(mbuf));
        long frame = FrameRun.frames(run.burst());
        run.begin(l2, priority);
        FrameRun.write(frame, ip, Ipv4.streamRaw(ip), octets, Ipv4.totalLength(Ipv4.firstWord(ip)));
        FrameRun.makeReady(frame, FrameRun.destination(frame));
        run.take(frame, FrameRun.next(frame, 1), list, octets, octets);
        copies.replicate(run);
        return true;
    }
}
