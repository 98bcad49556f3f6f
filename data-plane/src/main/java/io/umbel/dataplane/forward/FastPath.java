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
 * forwarded. First all headers of a burst are read, then frames of one stream are taken together, then those that leave by
 * one list replicated together: three loops over local variables, each so short that the CPU's registers suffice for it. In one
 * loop, two thirds of its instructions moved variables to the stack and back.
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

    /** The frames of this burst whose headers have been read: the first, and behind the last. */
    private int readFrom;

    private int readUpTo;
    /** Index of the interface that they came by. */
    private int incoming;

    /** Octets of the longest of the frames that have been made ready and not been replicated, from its IPv4 header on. */
    private int longestReady;
    /** Octets of all frames of this burst that have been made ready, from their IPv4 headers on. */
    private long octetsReady;
    /** Octets of the datagrams that {@link #makeReady} has made ready last. */
    private long octetsOfStream;

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

    /** A new burst has been received: what was read of the last one is forgotten. */
    void begin() {
        readUpTo = 0;
    }

    /**
     * Forwards the frames of a burst and counts them, up to the first that it does not recognise, or whose header has
     * another length or tag than the first one's.
     *
     * @param burst address of the mbufs' addresses
     * @param from the first frame; not before where it stopped in this burst
     * @param to the end of the burst, exclusive
     * @return where it stopped
     */
    int forward(long burst, int from, int to, WorkerPort port, ForwardingTable table) {
        if (from >= readUpTo) {
            read(burst, from, to, port, table);
        }
        // Otherwise there was an entry in the way, and the headers behind it have been read.
        return from + forward(FrameRun.next(run.burst(), from - readFrom), readUpTo - from, table);
    }

    private void read(long burst, int from, int to, WorkerPort port, ForwardingTable table) {
        long first = Mbuf.data(UnsafeApi.getLong(burst + (long) from * Long.BYTES));
        int l2 = Ethernet.LENGTH;
        int tag = 0;
        int tagMask = 0;
        if (Ethernet.typeRaw(first) == Ethernet.VLAN_RAW) {
            l2 = Ethernet.TAGGED_LENGTH;
            tag = Ethernet.tagControl(first);
            tagMask = -1;
        }
        run.begin(l2, tag & Worker.PRIORITY_MASK);
        incoming = port.interfaceOf(tag & Ethernet.VLAN_ID_MASK);
        long mbufs = burst + (long) from * Long.BYTES;
        int tagRaw = Ethernet.typeAndNextRaw(first) & tagMask;
        readFrom = from;
        readUpTo = from + readHeaders(mbufs, to - from, l2, tagMask, tagRaw, longest, run.burst());
        if (table.isLarge()) {
            touchEntries(readUpTo - from, table);
        }
    }

    /**
     * Reads the headers of a burst into a {@link FrameRun}, up to the first that has something unusual.
     *
     * @param tagMask -1 if all frames have to have this tag; 0 if they have none
     * @return how many frames were read
     */
    private static int readHeaders(long mbufs, int count, int l2, int tagMask, int tagRaw, int longest, long frames) {
        long frame = frames;
        for (int i = 0; i < count; i++) {
            long mbuf = UnsafeApi.getLong(mbufs + (long) i * Long.BYTES);
            int length = Mbuf.dataLength(mbuf);
            if (Mbuf.segments(mbuf) != 1 || Mbuf.vlanStripped(mbuf) || length > longest) {
                break;
            }
            // What is read of a frame that is too short for it lies in its mbuf's buffer all the same.
            long data = Mbuf.data(mbuf);
            long ip = data + l2;
            if ((Ethernet.typeAndNextRaw(data) & tagMask) != tagRaw || !Ethernet.isPlainIpv4(ip)) {
                break;
            }
            long firstWord = Ipv4.firstWord(ip);
            int ttlWord = Ipv4.ttlWord(ip);
            long stream = Ipv4.streamRaw(ip);
            int datagram = Ipv4.totalLength(firstWord);
            int protocol = Ipv4.protocol(ttlWord);
            if (datagram < Ipv4.LENGTH
                    || datagram > length - l2
                    || !Ipv4.checksumIsRight(firstWord, ttlWord, stream)
                    || Ipv4.ttl(ttlWord) <= 1
                    || protocol == Ipv4.IGMP
                    || protocol == Ipv4.PIM) {
                break;
            }
            FrameRun.write(frame, mbuf, ip, stream, length - l2, datagram);
            frame = FrameRun.next(frame, 1);
        }
        return FrameRun.count(frames, frame);
    }

    /** Has the entries of all frames on their way from memory before the first is looked up. */
    private void touchEntries(int count, ForwardingTable table) {
        long any = 0;
        long frame = run.burst();
        for (int i = 0; i < count; i++, frame = FrameRun.next(frame, 1)) {
            any += table.touch(FrameRun.stream(frame));
        }
        touched = any;
    }

    /**
     * Forwards frames that were read, up to the first that has no entry, or one that does not let it through.
     *
     * @param begin the first
     * @param count how many there are
     * @return how many were forwarded
     */
    private int forward(long begin, int count, ForwardingTable table) {
        long end = FrameRun.next(begin, count);
        long frame = begin;
        long first = begin;
        long list = 0;
        int mbufsLeft = 0;
        octetsReady = 0;
        while (frame != end) {
            long stream = FrameRun.stream(frame);
            long entry = table.find(stream);
            if (entry == 0) {
                break;
            }
            long itsList = ForwardingTable.list(entry);
            int branches = OutgoingList.count(itsList);
            if (OutgoingList.incoming(itsList) != incoming || branches == 0 || branches > MbufCache.MOST_AT_ONCE) {
                break;
            }
            if (itsList != list || mbufsLeft < branches) {
                replicate(first, frame, list);
                first = frame;
                list = itsList;
                if (!cache.reserve(branches)) {
                    break;
                }
                mbufsLeft = cache.length();
            }
            // Mostly there are enough mbufs for all, and nothing has to be divided.
            long enoughFor =
                    mbufsLeft >= count * branches ? end : Math.min(end, FrameRun.next(frame, mbufsLeft / branches));
            long behind = makeReady(frame, enoughFor, stream);
            int frames = FrameRun.count(frame, behind);
            ForwardingTable.countForwarded(entry, frames, octetsOfStream);
            mbufsLeft -= frames * branches;
            frame = behind;
        }
        replicate(first, frame, list);
        int forwarded = FrameRun.count(begin, frame);
        if (forwarded != 0) {
            counters.countReceived(incoming, forwarded, octetsReady + (long) forwarded * run.l2());
            counters.countForwarded(forwarded);
        }
        return forwarded;
    }

    /**
     * Makes frames ready up to the first of another stream.
     *
     * @param frame the first of the stream
     * @param end behind the last that may be
     * @return behind the last that is
     */
    private long makeReady(long frame, long end, long stream) {
        long destination = FrameRun.destination(frame);
        int longest = longestReady;
        long octets = 0;
        long datagrams = 0;
        long each = frame;
        do {
            FrameRun.makeReady(each, destination);
            int lengths = FrameRun.lengths(each);
            longest = Math.max(longest, FrameRun.octetsOf(lengths));
            octets += FrameRun.octetsOf(lengths);
            datagrams += FrameRun.datagramOf(lengths);
            each = FrameRun.next(each, 1);
        } while (each != end && FrameRun.stream(each) == stream);
        longestReady = longest;
        octetsReady += octets;
        octetsOfStream = datagrams;
        return each;
    }

    /** Replicates the frames that have been made ready, if any. */
    private void replicate(long first, long end, long list) {
        if (first != end) {
            run.take(first, end, list, longestReady);
            if (run.isLong() && OutgoingList.count(list) > 1 && OutgoingList.takesChains(list)) {
                chains.replicate(run);
            } else {
                copies.replicate(run);
            }
            longestReady = 0;
        }
    }
}
