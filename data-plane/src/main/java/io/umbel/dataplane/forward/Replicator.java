package io.umbel.dataplane.forward;

import io.umbel.dataplane.fib.OutgoingList;
import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dataplane.packet.Ipv4;
import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import org.agrona.UnsafeApi;

/**
 * Makes one replica a branch and hands it to the branch's port: TTL less one, checksum, MAC addresses and VLAN tag; all
 * that follows the IP header stays as it is, link padding included.
 *
 * <p>Two ways. A frame in one segment is <em>copied</em> for every branch but the last, which takes the received mbuf
 * itself unless its header would have to grow. A frame in several segments, or one that a copy has no room for, is <em>chained</em>: every branch gets an mbuf
 * with the headers in front of the shared payload.
 */
final class Replicator {
    private static final int LONGEST_L2 = Ethernet.TAGGED_LENGTH;

    /** From here on the call of a copying routine costs less than a loop of 64-bit moves. */
    private static final int BLOCK_COPY_OCTETS = 256;

    private final MbufCache cache;
    private final TxBuffer[] buffers;
    private final boolean[] sendsChains;
    private final WorkerCounters counters;
    private final int dataRoom;

    /**
     * @param buffers one a port
     * @param sendsChains one a port: whether it takes frames of several segments
     * @param dataRoom octets of frame that a fresh mbuf holds
     */
    Replicator(MbufCache cache, TxBuffer[] buffers, boolean[] sendsChains, WorkerCounters counters, int dataRoom) {
        this.cache = cache;
        this.buffers = buffers;
        this.sendsChains = sendsChains;
        this.counters = counters;
        this.dataRoom = dataRoom;
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
        return (Mbuf.segments(mbuf) == 1 && octets + LONGEST_L2 <= dataRoom)
                ? copy(mbuf, ip, l2, octets, priority, list)
                : chain(mbuf, ip, l2, octets, priority, list);
    }

    private boolean copy(long mbuf, long ip, int l2, int octets, int priority, long list) {
        int count = OutgoingList.count(list);
        if (!cache.reserve(count)) {
            return false;
        }
        Ipv4.decrementTtl(ip);
        int datagram = Ipv4.totalLength(ip);
        long destination = Ethernet.groupMacRaw(Ipv4.destinationRaw(ip));
        for (int i = 0; i < count; i++) {
            long branch = OutgoingList.branch(list, i);
            long target = OutgoingList.target(branch);
            long macAndVlan = OutgoingList.macAndVlan(branch);
            if (datagram > OutgoingList.mtu(target)) {
                counters.countTooBig(OutgoingList.interfaceIndex(target));
            } else if (i == count - 1 && l2Length(macAndVlan) <= l2) {
                sendItself(mbuf, ip, l2, destination, macAndVlan, priority, target);
                return true;
            } else {
                long copy = cache.take();
                int length = write(Mbuf.freshData(copy), ip, octets, destination, macAndVlan, priority);
                Mbuf.initialise(copy, length, OutgoingList.interfaceIndex(target));
                queue(copy, length, target);
            }
        }
        cache.free(mbuf);
        return true;
    }

    /** Sends the received mbuf, its Ethernet header rewritten: the new one is not longer than the old. */
    private void sendItself(long mbuf, long ip, int l2, long destination, long macAndVlan, int priority, long target) {
        int newL2 = l2Length(macAndVlan);
        Mbuf.moveFront(mbuf, l2 - newL2);
        writeL2(ip - newL2, destination, macAndVlan, priority);
        Mbuf.clearOffloads(mbuf);
        Mbuf.owner(mbuf, OutgoingList.interfaceIndex(target));
        queue(mbuf, Mbuf.packetLength(mbuf), target);
    }

    private void queue(long mbuf, int length, long target) {
        counters.countQueued(OutgoingList.interfaceIndex(target), length);
        buffers[OutgoingList.port(target)].add(mbuf);
    }

    /**
     * Writes a frame with a new Ethernet header. In whole words: the header's last one takes the first octets of the
     * datagram along, so that every branch costs the fewest stores.
     *
     * @param octets of datagram and padding
     * @return octets of frame
     */
    private static int write(long frame, long ip, int octets, long destination, long macAndVlan, int priority) {
        long source = OutgoingList.macRaw(macAndVlan);
        int vlanId = OutgoingList.vlanId(macAndVlan);
        UnsafeApi.putLong(frame, destination | source << 48);
        if (vlanId == 0) {
            long first2 = UnsafeApi.getShort(ip) & 0xffffL;
            UnsafeApi.putLong(frame + 8, source >>> 16 | (long) Ethernet.IPV4_RAW << 32 | first2 << 48);
            copyOctets(frame + 16, ip + 2, octets - 2);
            return octets + Ethernet.LENGTH;
        }
        long tag = Short.reverseBytes((short) (priority | vlanId)) & 0xffffL;
        UnsafeApi.putLong(frame + 8, source >>> 16 | (long) Ethernet.VLAN_RAW << 32 | tag << 48);
        UnsafeApi.putLong(frame + 16, Ethernet.IPV4_RAW | UnsafeApi.getLong(ip) << 16);
        copyOctets(frame + 24, ip + 6, octets - 6);
        return octets + Ethernet.TAGGED_LENGTH;
    }

    /** Copies 8 octets or more. */
    private static void copyOctets(long to, long from, int octets) {
        if (octets > BLOCK_COPY_OCTETS) {
            UnsafeApi.copyMemory(from, to, octets);
            return;
        }
        int last = octets - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            UnsafeApi.putLong(to + i, UnsafeApi.getLong(from + i));
        }
        UnsafeApi.putLong(to + last, UnsafeApi.getLong(from + last));
    }

    private static int l2Length(long macAndVlan) {
        return OutgoingList.vlanId(macAndVlan) == 0 ? Ethernet.LENGTH : Ethernet.TAGGED_LENGTH;
    }

    private static void writeL2(long frame, long destination, long macAndVlan, int priority) {
        long source = OutgoingList.macRaw(macAndVlan);
        int vlanId = OutgoingList.vlanId(macAndVlan);
        if (vlanId == 0) {
            Ethernet.writeRaw(frame, destination, source, Ethernet.IPV4_RAW);
        } else {
            Ethernet.writeTaggedRaw(frame, destination, source, priority | vlanId, Ethernet.IPV4_RAW);
        }
    }

    private boolean chain(long mbuf, long ip, int l2, int octets, int priority, long list) {
        int count = OutgoingList.count(list);
        if (!cache.reserve(count)) {
            return false;
        }
        Ipv4.decrementTtl(ip);
        int datagram = Ipv4.totalLength(ip);
        int ipHeader = Ipv4.headerLength(ip);
        long destination = Ethernet.groupMacRaw(Ipv4.destinationRaw(ip));
        // The headers' octets stay in place, in what is now headroom: every head is copied from there.
        Mbuf.moveFront(mbuf, l2 + ipHeader);
        // One holder more than there are chains, so that no device frees the payload before the last branch has it.
        Mbuf.share(mbuf, 1 + chains(list, count, datagram));
        for (int i = 0; i < count; i++) {
            long branch = OutgoingList.branch(list, i);
            long target = OutgoingList.target(branch);
            int index = OutgoingList.interfaceIndex(target);
            if (datagram > OutgoingList.mtu(target)) {
                counters.countTooBig(index);
                continue;
            }
            long macAndVlan = OutgoingList.macAndVlan(branch);
            int newL2 = l2Length(macAndVlan);
            long head = cache.take();
            Mbuf.initialise(head, newL2 + ipHeader, index);
            writeL2(Mbuf.freshData(head), destination, macAndVlan, priority);
            UnsafeApi.copyMemory(ip, Mbuf.freshData(head) + newL2, ipHeader);
            if (sendsChains[OutgoingList.port(target)]) {
                Mbuf.chain(head, mbuf);
                queue(head, newL2 + octets, target);
            } else if (newL2 + octets <= dataRoom) {
                Mbuf.append(head, mbuf);
                queue(head, newL2 + octets, target);
            } else {
                counters.countTooBig(index);
                cache.free(head);
            }
        }
        cache.free(mbuf);
        return true;
    }

    private int chains(long list, int count, int datagram) {
        int chains = 0;
        for (int i = 0; i < count; i++) {
            long target = OutgoingList.target(OutgoingList.branch(list, i));
            if (datagram <= OutgoingList.mtu(target) && sendsChains[OutgoingList.port(target)]) {
                chains++;
            }
        }
        return chains;
    }
}
