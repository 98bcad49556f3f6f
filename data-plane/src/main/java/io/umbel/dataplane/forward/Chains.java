package io.umbel.dataplane.forward;

import io.umbel.dataplane.fib.OutgoingList;
import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dataplane.packet.Ipv4;
import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import org.agrona.UnsafeApi;

/** Replicates a frame by chaining: every branch gets an mbuf with the headers in front of the shared payload. */
final class Chains {
    private final MbufCache cache;
    private final TxBuffer[] buffers;
    private final boolean[] sendsChains;
    private final WorkerCounters counters;
    private final int dataRoom;

    /**
     * @param buffers one a port
     * @param sendsChains one a port: whether it takes frames of several segments; the others get the payload copied
     * @param dataRoom octets of frame that a fresh mbuf holds
     */
    Chains(MbufCache cache, TxBuffer[] buffers, boolean[] sendsChains, WorkerCounters counters, int dataRoom) {
        this.cache = cache;
        this.buffers = buffers;
        this.sendsChains = sendsChains;
        this.counters = counters;
        this.dataRoom = dataRoom;
    }

    /**
     * Sends a frame, whose mbuf is taken. The caller has reserved an mbuf for each branch, up to
     * {@link MbufCache#MOST_AT_ONCE}.
     */
    void replicate(long mbuf, long ip, int l2, int octets, int priority, long list) {
        int count = OutgoingList.count(list);
        Ipv4.decrementTtl(ip);
        long firstWord = Ipv4.firstWord(ip);
        int datagram = Ipv4.totalLength(firstWord);
        int ipHeader = Ipv4.headerLength(firstWord);
        long destination = Ethernet.groupMacRaw(Ipv4.streamRaw(ip));
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
            long head = cache.take();
            if (head == 0) {
                discard(mbuf, BranchHeader.length(OutgoingList.macAndVlan(branch)) + octets, target);
                continue;
            }
            int newL2 = writeHead(head, ip, ipHeader, destination, OutgoingList.macAndVlan(branch), priority, index);
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
    }

    /** Writes the headers into a fresh mbuf; answers the octets of the Ethernet header. */
    private static int writeHead(
            long head, long ip, int ipHeader, long destination, long macAndVlan, int priority, int index) {
        long frame = Mbuf.freshData(head);
        int l2 = BranchHeader.length(macAndVlan);
        BranchHeader.write(frame, destination, macAndVlan, priority);
        UnsafeApi.copyMemory(ip, frame + l2, ipHeader);
        Mbuf.initialise(head, l2 + ipHeader, index);
        return l2;
    }

    /**
     * Sends the frames of a run that has at least one, whose list has at least one branch; the mbufs are taken. All are of
     * one segment, their IPv4 headers without options and changed as they are to leave, and the ports of all branches take chains. A branch
     * at a time, as {@link Copies} does, and for the same reason.
     */
    void replicate(FrameRun run) {
        long list = run.list();
        int branches = OutgoingList.count(list);
        int headers = run.l2() + Ipv4.LENGTH;
        for (int i = 0; i < run.size(); i++) {
            Mbuf.makePayload(run.mbuf(i), run.l2() + FrameRun.octets(run.frame(i)), headers, branches);
        }
        for (int i = 0; i < branches; i++) {
            chain(run, OutgoingList.branch(list, i));
        }
    }

    private void chain(FrameRun run, long branch) {
        long target = OutgoingList.target(branch);
        int mtu = OutgoingList.mtu(target);
        if (run.longest() <= mtu) {
            chain(run, 0, run.size(), run.octetsInAll(), branch, target);
            return;
        }
        for (int i = 0; i < run.size(); i++) {
            long frame = run.frame(i);
            if (FrameRun.datagram(frame) <= mtu) {
                chain(run, i, i + 1, FrameRun.octets(frame), branch, target);
            } else {
                counters.countTooBig(OutgoingList.interfaceIndex(target));
                cache.free(run.mbuf(i));
            }
        }
    }

    /**
     * Chains the frames {@code from} to {@code to}, exclusively, which are not too long for the branch.
     *
     * @param octets of all of them together, behind the Ethernet headers
     */
    private void chain(FrameRun run, int from, int to, long octets, long branch, long target) {
        long macAndVlan = OutgoingList.macAndVlan(branch);
        int l2 = BranchHeader.length(macAndVlan);
        int index = OutgoingList.interfaceIndex(target);
        TxBuffer buffer = buffers[OutgoingList.port(target)];
        int owner = buffer.ownerOf(index);
        int i = from;
        while (i < to) {
            int count = Math.min(to - i, buffer.room());
            long fresh = cache.take(count);
            if (fresh == 0) {
                break;
            }
            writeHeads(run.frame(i), run.mbufs(i), count, fresh, buffer.end(), macAndVlan, run.priority(), owner);
            buffer.added(count);
            i += count;
        }
        counters.countQueued(index, to - from, octets + (long) l2 * (to - from));
        for (; i < to; i++) {
            counters.countDiscarded(index, l2 + FrameRun.octets(run.frame(i)));
            cache.free(run.mbuf(i));
        }
    }

    private static void writeHeads(
            long frames, long mbufs, int count, long fresh, long out, long macAndVlan, int priority, int owner) {
        if (BranchHeader.isTagged(macAndVlan)) {
            writeEach(frames, mbufs, count, fresh, out, macAndVlan, priority, owner, true);
        } else {
            writeEach(frames, mbufs, count, fresh, out, macAndVlan, priority, owner, false);
        }
    }

    /** @param tagged whether the frames leave with a tag; a constant to the compiler */
    private static void writeEach(
            long frames,
            long mbufs,
            int count,
            long fresh,
            long out,
            long macAndVlan,
            int priority,
            int owner,
            boolean tagged) {
        long source = OutgoingList.macRaw(macAndVlan);
        int l2 = BranchHeader.length(tagged);
        long kept = BranchHeader.kept(tagged);
        long first = BranchHeader.firstWord(source, tagged);
        long second = BranchHeader.secondWord(macAndVlan, priority);
        long rearm = Mbuf.rearmOfHead(Mbuf.HEADROOM + Ethernet.LENGTH - l2, owner);
        int end = FrameRun.offset(count);
        for (int offset = 0; offset < end; offset += Long.BYTES) {
            long mbuf = UnsafeApi.getLong(fresh + offset);
            long frame = FrameRun.at(frames, offset);
            long data = Mbuf.freshData(mbuf);
            // More than the headers, and still one move.
            Line.copy(data, FrameRun.ip(frame) - Ethernet.LENGTH, kept, first, BranchHeader.keptOfSecond(), second);
            if (tagged) {
                BranchHeader.beginTagged(data, FrameRun.destination(frame), source);
            }
            Line.initialiseHead(mbuf, rearm, l2 + Ipv4.LENGTH, l2, FrameRun.octets(frame));
            Mbuf.next(mbuf, UnsafeApi.getLong(mbufs + offset));
            UnsafeApi.putLong(out + offset, mbuf);
        }
    }

    private void queue(long mbuf, int length, long target) {
        counters.countQueued(OutgoingList.interfaceIndex(target), 1, length);
        buffers[OutgoingList.port(target)].add(mbuf);
    }

    /** For the branches beyond those that were reserved for, if the pool is empty. */
    private void discard(long payload, int length, long target) {
        int index = OutgoingList.interfaceIndex(target);
        counters.countQueued(index, 1, length);
        counters.countDiscarded(index, length);
        if (sendsChains[OutgoingList.port(target)]) {
            cache.free(payload);
        }
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
