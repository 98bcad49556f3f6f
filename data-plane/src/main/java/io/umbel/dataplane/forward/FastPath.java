package io.umbel.dataplane.forward;

import io.umbel.dataplane.fib.ForwardingTable;
import io.umbel.dataplane.fib.OutgoingList;
import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dataplane.packet.Ipv4;
import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import java.lang.foreign.Arena;
import org.agrona.UnsafeApi;

/**
 * The short way of nearly all frames: those of a stream that has an entry, on the right interface, with nothing unusual
 * about them. It takes no decision of its own: a frame that it does not recognise as one of them is left as it is, to take
 * the long way, which knows every case ({@link Worker}).
 *
 * <p>It looks at addresses only by looking them up, since the table has no entry whose source or group would not be
 * forwarded. Header words are read once each. What follows from the stream is kept as long as the next frame is of the same
 * one, and frames that leave by the same list are replicated together. All of it is one loop over local variables: each
 * field of an object that it wrote would be a store and a load for every frame.
 */
final class FastPath {
    private final Copies copies;
    private final Chains chains;
    private final MbufCache cache;
    private final WorkerCounters counters;
    private final int longest;
    private final FrameRun run;
    /** Never read; without it the compiler would leave out {@link #touchEntries}. */
    @SuppressWarnings("unused")
    private long touched;

    /**
     * @param longest octets of the longest frame that a copy has room for
     */
    FastPath(Copies copies, Chains chains, MbufCache cache, WorkerCounters counters, int longest, Arena arena) {
        this.copies = copies;
        this.chains = chains;
        this.cache = cache;
        this.counters = counters;
        this.longest = longest;
        this.run = new FrameRun(arena);
    }

    /**
     * Forwards the frames of a burst and counts them, up to the first that it does not recognise, or whose header has
     * another length or tag than the first one's.
     *
     * @param burst address of the mbufs' addresses
     * @param from the first frame
     * @param to the end of the burst, exclusive
     * @return where it stopped
     */
    int forward(long burst, int from, int to, WorkerPort port, ForwardingTable table) {
        long first = Mbuf.data(UnsafeApi.getLong(burst + (long) from * Long.BYTES));
        int l2 = Ethernet.LENGTH;
        int tag = 0;
        if (Ethernet.typeRaw(first) == Ethernet.VLAN_RAW) {
            l2 = Ethernet.TAGGED_LENGTH;
            tag = Ethernet.tagControl(first);
        }
        int typeAndTag = Ethernet.typeAndNextRaw(first);
        if (table.isLarge()) {
            touchEntries(burst, from, to, l2, table);
        }
        int incoming = port.interfaceOf(tag & Ethernet.VLAN_ID_MASK);
        run.begin(l2, tag & Worker.PRIORITY_MASK);

        long stream = 0;
        long entry = 0;
        long list = 0;
        long destination = 0;
        int branches = 0;
        int mbufsLeft = 0;
        long next = run.first();
        int longestDatagram = 0;
        int smallness = 0;
        int shortness = 0;
        int streamFrom = from;
        long streamOctets = 0;
        long octetsReceived = 0;
        int i = from;
        for (; i < to; i++) {
            long mbuf = UnsafeApi.getLong(burst + (long) i * Long.BYTES);
            long rearm = Mbuf.rearm(mbuf);
            int length = Mbuf.dataLength(mbuf);
            if (!Mbuf.isOneSegment(rearm)
                    || Mbuf.vlanStripped(mbuf)
                    || length < Ethernet.TAGGED_LENGTH + Ipv4.LENGTH
                    || length > longest) {
                break;
            }
            long frame = Mbuf.data(mbuf, rearm);
            long ip = frame + l2;
            long firstWord = Ipv4.firstWord(ip);
            boolean sameHeader = l2 == Ethernet.LENGTH
                    ? Ethernet.typeRaw(frame) == Ethernet.IPV4_RAW
                    : Ethernet.typeAndNextRaw(frame) == typeAndTag
                            && Ethernet.taggedTypeRaw(frame) == Ethernet.IPV4_RAW;
            if (!sameHeader || (firstWord & 0xff) != Ipv4.VERSION_4_WITHOUT_OPTIONS) {
                break;
            }
            long secondWord = Ipv4.secondWord(ip);
            int group = Ipv4.destinationRaw(ip);
            int datagram = Ipv4.totalLength(firstWord);
            int protocol = Ipv4.protocol(secondWord);
            if (datagram < Ipv4.LENGTH
                    || datagram > length - l2
                    || !Ipv4.checksumIsRight(firstWord, secondWord, group)
                    || Ipv4.ttl(secondWord) <= 1
                    || protocol == Ipv4.IGMP
                    || protocol == Ipv4.PIM) {
                break;
            }
            long key = Ipv4.streamRaw(secondWord, group);
            if (key != stream) {
                long found = table.find(key);
                if (found == 0) {
                    break;
                }
                long itsList = ForwardingTable.list(found);
                int itsBranches = OutgoingList.count(itsList);
                if (OutgoingList.incoming(itsList) != incoming
                        || itsBranches == 0
                        || itsBranches > MbufCache.MOST_AT_ONCE) {
                    break;
                }
                if (i != streamFrom) {
                    ForwardingTable.countForwarded(entry, i - streamFrom, streamOctets);
                }
                if (itsList != list) {
                    replicate(next, list, longestDatagram, smallness, shortness);
                    next = run.first();
                    longestDatagram = 0;
                    smallness = 0;
                    shortness = 0;
                    mbufsLeft = cache.length();
                    list = itsList;
                    branches = itsBranches;
                }
                stream = key;
                entry = found;
                destination = Ethernet.groupMacRaw(group);
                streamFrom = i;
                streamOctets = 0;
            }
            if (mbufsLeft < branches) {
                replicate(next, list, longestDatagram, smallness, shortness);
                next = run.first();
                longestDatagram = 0;
                smallness = 0;
                shortness = 0;
                if (!cache.reserve(branches)) {
                    break;
                }
                mbufsLeft = cache.length();
            }
            mbufsLeft -= branches;
            Ipv4.decrementTtl(ip, (int) secondWord);
            FrameRun.write(next, mbuf, ip, destination, length - l2, datagram);
            next = FrameRun.next(next);
            longestDatagram = Math.max(longestDatagram, datagram);
            smallness |= FrameRun.smallness(length - l2);
            shortness |= Replicator.LONGEST_COPIED - length;
            streamOctets += datagram;
            octetsReceived += length;
        }
        if (i != streamFrom) {
            ForwardingTable.countForwarded(entry, i - streamFrom, streamOctets);
        }
        replicate(next, list, longestDatagram, smallness, shortness);
        if (i != from) {
            counters.countReceived(incoming, i - from, octetsReceived);
            counters.countForwarded(i - from);
        }
        return i;
    }

    /**
     * Has the entries of all frames on their way from memory before the first is looked up. What is read of a frame that has
     * no IPv4 header there is in its mbuf's buffer all the same, and does no harm.
     */
    private void touchEntries(long burst, int from, int to, int l2, ForwardingTable table) {
        long any = 0;
        for (int i = from; i < to; i++) {
            long ip = Mbuf.data(UnsafeApi.getLong(burst + (long) i * Long.BYTES)) + l2;
            any += table.touch(Ipv4.streamRaw(ip));
        }
        touched = any;
    }

    /**
     * Replicates the frames that have been written up to the end of the run, if any.
     *
     * @param smallness not negative if all are small
     * @param shortness negative if one of them is longer than what costs less to copy than to chain
     */
    private void replicate(long end, long list, int longestDatagram, int smallness, int shortness) {
        if (end != run.first()) {
            run.end(end, list, longestDatagram, smallness >= 0);
            if (shortness < 0 && OutgoingList.count(list) > 1 && OutgoingList.takesChains(list)) {
                chains.replicate(run);
            } else {
                copies.replicate(run);
            }
        }
    }
}
