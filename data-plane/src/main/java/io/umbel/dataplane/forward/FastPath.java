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
 * forwarded. First all headers of a burst are read, then entries looked up, then frames made ready, and those that leave by
 * one list replicated together: loops over local variables, each so short that the CPU's registers suffice for it. In one
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

    /** Behind the last of the frames of this burst whose headers have been read. */
    private int readUpTo;
    /** Behind the last of those whose entries have been looked up. */
    private int knownUpTo;
    /** Index of the interface that they came by. */
    private int incoming;

    /** Octets of the longest of the frames that have been made ready last, from its IPv4 header on. */
    private int longestReady;
    /** Octets of all frames that have been made ready last, likewise. */
    private long octetsReady;

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

    /** Where bursts are received, see {@link FrameRun#burst}. */
    long burst() {
        return run.burst();
    }

    /** A new burst has been received: what was read of the last one is forgotten. */
    void begin() {
        readUpTo = 0;
        knownUpTo = 0;
    }

    /**
     * Forwards the frames of a burst and counts them, up to the first that it does not recognise, or whose header has
     * another length or tag than the first one's.
     *
     * @param from the first frame; not before where it stopped in this burst
     * @param to the end of the burst, exclusive
     * @return where it stopped
     */
    int forward(int from, int to, WorkerPort port, ForwardingTable table) {
        if (from >= readUpTo) {
            read(from, to, port, table);
        }
        // Otherwise one in the way took the long way, and the headers behind it have been read.
        long first = FrameRun.next(FrameRun.frames(run.burst()), from);
        if (from >= knownUpTo) {
            knownUpTo = from + lookUp(first, readUpTo - from, table);
        }
        return from + forward(first, knownUpTo - from);
    }

    private void read(int from, int to, WorkerPort port, ForwardingTable table) {
        long burst = run.burst();
        long first = Mbuf.data(UnsafeApi.getLong(burst + (long) from * Long.BYTES));
        if (Ethernet.typeRaw(first) == Ethernet.VLAN_RAW) {
            int tag = Ethernet.tagControl(first);
            run.begin(Ethernet.TAGGED_LENGTH, tag & Worker.PRIORITY_MASK);
            incoming = port.interfaceOf(tag & Ethernet.VLAN_ID_MASK);
            readUpTo = readTagged(burst, from, to, longest, Ethernet.typeAndNextRaw(first));
        } else {
            run.begin(Ethernet.LENGTH, 0);
            incoming = port.interfaceOf(0);
            readUpTo = readUntagged(burst, from, to, longest);
        }
        if (table.isLarge()) {
            touchEntries(FrameRun.next(FrameRun.frames(burst), from), readUpTo - from, table);
        }
    }

    // Each has a loop of its own, without what only the other needs.

    private static int readUntagged(long burst, int from, int to, int longest) {
        return readHeaders(burst, from, to, longest, Ethernet.LENGTH, 0);
    }

    private static int readTagged(long burst, int from, int to, int longest, int tagRaw) {
        return readHeaders(burst, from, to, longest, Ethernet.TAGGED_LENGTH, tagRaw);
    }

    /**
     * Reads the headers of a burst into its {@link FrameRun}, up to the first that has something unusual. Each value is read just
     * before the check that needs it, so that the CPU's registers suffice: with all read first, a quarter of the time went into moving
     * them to the stack and back.
     *
     * @param l2 octets of the Ethernet header; a constant to the compiler
     * @param tagRaw the tag that all have to have, if that is a tagged header's
     * @return behind the last that was read
     */
    private static int readHeaders(long burst, int from, int to, int longest, int l2, int tagRaw) {
        long frames = FrameRun.frames(burst);
        int end = FrameRun.offset(to);
        int offset = FrameRun.offset(from);
        long offloads = 0;
        for (; offset < end; offset += Long.BYTES) {
            long mbuf = UnsafeApi.getLong(burst + offset);
            long itsOffloads = Mbuf.offloads(mbuf);
            int length = Mbuf.dataLength(mbuf);
            if (Mbuf.segments(mbuf) != 1 || Mbuf.vlanStripped(itsOffloads) || length > longest) {
                break;
            }
            offloads |= itsOffloads;
            // What is read of a frame that is too short for it lies in its mbuf's buffer all the same.
            long data = Mbuf.data(mbuf);
            long ip = data + l2;
            if ((l2 == Ethernet.TAGGED_LENGTH && Ethernet.typeAndNextRaw(data) != tagRaw)
                    || !Ethernet.isPlainIpv4(ip)
                    || Ipv4.ttl(ip) <= 1
                    || Ipv4.isForRouters(ip)) {
                break;
            }
            long firstWord = Ipv4.firstWord(ip);
            int datagram = Ipv4.totalLength(firstWord);
            if (datagram < Ipv4.LENGTH || datagram > length - l2) {
                break;
            }
            long stream = Ipv4.streamRaw(ip);
            FrameRun.write(FrameRun.at(frames, offset), ip, stream, length - l2, datagram);
            if (!Ipv4.checksumIsRight(firstWord, Ipv4.ttlWord(ip), stream)) {
                break;
            }
        }
        FrameRun.offloads(burst, offloads);
        return offset / Long.BYTES;
    }

    /** Has the entries of all frames on their way from memory before the first is looked up. */
    private void touchEntries(long frames, int count, ForwardingTable table) {
        long any = 0;
        long frame = frames;
        for (int i = 0; i < count; i++, frame = FrameRun.next(frame, 1)) {
            any += table.touch(FrameRun.stream(frame));
        }
        touched = any;
    }

    /**
     * Looks up the entries of frames that were read, up to the first that has none.
     *
     * @return how many have one
     */
    private static int lookUp(long frames, int count, ForwardingTable table) {
        // Another than that of the first frame, whatever that is.
        long stream = ~FrameRun.stream(frames);
        long entry = 0;
        long frame = frames;
        for (int i = 0; i < count; i++, frame = FrameRun.next(frame, 1)) {
            long its = FrameRun.stream(frame);
            if (its != stream) {
                entry = table.find(its);
                if (entry == 0) {
                    break;
                }
                stream = its;
            }
            FrameRun.entry(frame, entry);
        }
        return FrameRun.count(frames, frame);
    }

    /**
     * Forwards frames whose entries have been looked up, up to the first that its entry does not let through.
     *
     * @param begin the first
     * @param count how many there are
     * @return how many were forwarded
     */
    private int forward(long begin, int count) {
        long end = FrameRun.next(begin, count);
        long frame = begin;
        long octets = 0;
        while (frame != end) {
            long list = ForwardingTable.list(FrameRun.entry(frame));
            int branches = OutgoingList.count(list);
            if (OutgoingList.incoming(list) != incoming
                    || branches == 0
                    || branches > MbufCache.MOST_AT_ONCE
                    || !cache.reserve(branches)) {
                break;
            }
            int mbufs = cache.length();
            // Mostly there are enough mbufs for all, and nothing has to be divided.
            long enoughFor = mbufs >= count * branches ? end : Math.min(end, FrameRun.next(frame, mbufs / branches));
            long behind = makeReady(frame, enoughFor, list);
            replicate(frame, behind, list);
            octets += octetsReady;
            frame = behind;
        }
        int forwarded = FrameRun.count(begin, frame);
        if (forwarded != 0) {
            counters.countReceived(incoming, forwarded, octets + (long) forwarded * run.l2());
            counters.countForwarded(forwarded);
        }
        return forwarded;
    }

    /**
     * Makes frames ready, and counts them with their entries, up to the first that leaves by another list.
     *
     * @param frame the first, which leaves by the list
     * @param end behind the last that may be
     * @return behind the last that is
     */
    private long makeReady(long frame, long end, long list) {
        int longest = 0;
        long lengths = 0;
        long entry = FrameRun.entry(frame);
        long destination = FrameRun.destination(frame);
        long firstOfEntry = frame;
        long lengthsBefore = 0;
        long each = frame;
        while (true) {
            FrameRun.makeReady(each, destination);
            longest = Math.max(longest, FrameRun.octets(each));
            lengths += FrameRun.lengths(each);
            each = FrameRun.next(each, 1);
            long next = each == end ? 0 : FrameRun.entry(each);
            if (next != entry) {
                int datagrams = FrameRun.datagramsOf(lengths - lengthsBefore);
                ForwardingTable.countForwarded(entry, FrameRun.count(firstOfEntry, each), datagrams);
                if (next == 0 || ForwardingTable.list(next) != list) {
                    break;
                }
                entry = next;
                destination = FrameRun.destination(each);
                firstOfEntry = each;
                lengthsBefore = lengths;
            }
        }
        longestReady = longest;
        octetsReady = FrameRun.octetsOf(lengths);
        return each;
    }

    /** Replicates the frames that have been made ready. */
    private void replicate(long first, long end, long list) {
        run.take(first, end, list, longestReady, octetsReady);
        if (run.isBetterChained() && OutgoingList.count(list) > 1) {
            chains.replicate(run);
        } else {
            copies.replicate(run);
        }
    }
}
