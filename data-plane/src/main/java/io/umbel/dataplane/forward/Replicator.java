package io.umbel.dataplane.forward;

import io.umbel.dataplane.fib.OutgoingList;
import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dataplane.packet.Ipv4;
import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import java.lang.foreign.Arena;

/**
 * Makes one replica a branch and hands it to the branch's port: TTL less one, checksum, MAC addresses and VLAN tag; all
 * that follows the IP header stays as it is, link padding included.
 *
 * <p>Two ways. A frame in one segment is {@linkplain Copies copied}. A frame in several segments, or one that a copy has
 * no room for, is {@linkplain Chains chained}. Frames to be copied are collected into a {@link FrameRun} first, and leave
 * with {@link #flush} at the latest; each branch gets them in the order in which they came.
 */
final class Replicator {
    private final MbufCache cache;
    private final int longestCopied;
    private final FrameRun run;
    private final Copies copies;
    private final Chains chains;
    /** Mbufs at hand for more frames of the run. */
    private int reserved;

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
        this.longestCopied = dataRoom - Ethernet.TAG_LENGTH;
        this.run = new FrameRun(arena);
        this.copies = new Copies(cache, buffers, counters);
        this.chains = new Chains(cache, buffers, sendsChains, counters, dataRoom);
    }

    /**
     * Sends a received frame on every branch of a list that has at least one.
     *
     * @param ip address of its IPv4 header, in the first segment
     * @param l2 octets before that header
     * @param priority priority and drop eligibility of the tag that it came with, as in the tag's control information
     * @return false if the pool has not enough mbufs; the frame is then untouched and still the caller's
     */
    boolean replicate(long mbuf, long ip, int l2, int priority, long list) {
        int octets = Mbuf.packetLength(mbuf) - l2;
        int count = OutgoingList.count(list);
        if (Mbuf.segments(mbuf) != 1 || Mbuf.packetLength(mbuf) > longestCopied) {
            flush();
            if (!cache.reserve(count)) {
                return false;
            }
            chains.replicate(mbuf, ip, l2, octets, priority, list);
            return true;
        }
        int datagram = Ipv4.totalLength(Ipv4.firstWord(ip));
        return copy(mbuf, ip, l2, priority, list, count, octets, datagram);
    }

    /**
     * The same for a frame in one segment, whose list and lengths are known.
     *
     * @param count branches of the list
     * @param octets from the IPv4 header to the frame's end
     * @param datagram octets of the datagram
     */
    boolean copy(long mbuf, long ip, int l2, int priority, long list, int count, int octets, int datagram) {
        int left = reserved - count;
        if (left < 0 || !run.accepts(list, l2, priority)) {
            flush();
            left = cache.reserve(count) ? cache.length() - count : -1;
            if (left < 0) {
                return false;
            }
            run.begin(list, l2, priority);
        }
        reserved = left;
        Ipv4.decrementTtl(ip);
        run.add(mbuf, ip, Ethernet.groupMacRaw(Ipv4.destinationRaw(ip)), octets, datagram);
        return true;
    }

    /** Octets of the longest frame that is copied: its copy may have a tag more. */
    int longestCopied() {
        return longestCopied;
    }

    /** Sends what has been collected. */
    void flush() {
        if (run.size() > 0) {
            copies.replicate(run);
        }
        run.clear();
        reserved = 0;
    }
}
