package io.umbel.dataplane.forward;

import io.umbel.dataplane.fib.OutgoingList;
import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import org.agrona.UnsafeApi;

/**
 * Replicates frames by copying them: every branch but the last gets a copy, the last one the received mbuf itself unless
 * its header would have to grow.
 *
 * <p>A branch at a time and not a frame at a time: its addresses are in registers for the whole run, and when its port
 * takes and frees a full burst, the next branch's copies go into the same mbufs, still in the CPU's first-level cache.
 */
final class Copies {
    private static final int ANY_LINES = 0;

    private final MbufCache cache;
    private final TxBuffer[] buffers;
    private final WorkerCounters counters;

    Copies(MbufCache cache, TxBuffer[] buffers, WorkerCounters counters) {
        this.cache = cache;
        this.buffers = buffers;
        this.counters = counters;
    }

    /** Sends the frames of a run that has at least one, whose list has at least one branch; the mbufs are taken. */
    void replicate(FrameRun run) {
        long list = run.list();
        int last = OutgoingList.count(list) - 1;
        for (int i = 0; i < last; i++) {
            copy(run, OutgoingList.branch(list, i));
        }
        long branch = OutgoingList.branch(list, last);
        if (BranchHeader.length(OutgoingList.macAndVlan(branch)) <= run.l2()) {
            send(run, branch);
        } else {
            copy(run, branch);
            for (int i = 0; i < run.size(); i++) {
                cache.free(FrameRun.mbuf(run.frame(i)));
            }
        }
    }

    private void copy(FrameRun run, long branch) {
        long target = OutgoingList.target(branch);
        int mtu = OutgoingList.mtu(target);
        if (run.longest() <= mtu) {
            copy(run, 0, run.size(), branch, target);
            return;
        }
        for (int i = 0; i < run.size(); i++) {
            if (FrameRun.datagram(run.frame(i)) <= mtu) {
                copy(run, i, i + 1, branch, target);
            } else {
                counters.countTooBig(OutgoingList.interfaceIndex(target));
            }
        }
    }

    /** Copies the frames {@code from} to {@code to}, exclusively, which are not too long for the branch. */
    private void copy(FrameRun run, int from, int to, long branch, long target) {
        long macAndVlan = OutgoingList.macAndVlan(branch);
        int l2 = BranchHeader.length(macAndVlan);
        int index = OutgoingList.interfaceIndex(target);
        TxBuffer buffer = buffers[OutgoingList.port(target)];
        int owner = buffer.ownerOf(index);
        long octets = (long) l2 * (to - from);
        for (int i = from; i < to; ) {
            int count = Math.min(to - i, buffer.room());
            long fresh = cache.take(count);
            if (fresh == 0) {
                octets += discard(run, i, to, index, l2);
                break;
            }
            octets += write(run, run.frame(i), count, fresh, buffer.end(), macAndVlan, owner);
            buffer.added(count);
            i += count;
        }
        counters.countQueued(index, to - from, octets);
    }

    /**
     * For the branches beyond those that were reserved for, if the pool is empty. Answers the octets behind the Ethernet
     * headers: the frames are counted as queued too.
     */
    private long discard(FrameRun run, int from, int to, int index, int l2) {
        long octetsInAll = 0;
        for (int i = from; i < to; i++) {
            int octets = FrameRun.octets(run.frame(i));
            counters.countDiscarded(index, l2 + octets);
            octetsInAll += octets;
        }
        return octetsInAll;
    }

    /**
     * Writes copies of frames of a run.
     *
     * @param frames the first of {@code count}
     * @param fresh address of the addresses of {@code count} fresh mbufs
     * @param out where their addresses go
     * @return octets behind the Ethernet headers
     */
    private static long write(FrameRun run, long frames, int count, long fresh, long out, long macAndVlan, int owner) {
        if (run.fitsInALine()) {
            return writeOneLine(frames, count, fresh, out, macAndVlan, run.priority(), owner);
        }
        return run.fitsInTwoLines()
                ? writeTwoLines(frames, count, fresh, out, macAndVlan, run.priority(), owner)
                : writeAny(frames, count, fresh, out, macAndVlan, run.priority(), owner);
    }

    // Each has a loop of its own, so that the registers of each suffice: what they share is compiled into all three.

    private static long writeOneLine(
            long frames, int count, long fresh, long out, long macAndVlan, int priority, int owner) {
        return copyEach(frames, count, fresh, out, macAndVlan, priority, owner, 1);
    }

    private static long writeTwoLines(
            long frames, int count, long fresh, long out, long macAndVlan, int priority, int owner) {
        return copyEach(frames, count, fresh, out, macAndVlan, priority, owner, 2);
    }

    private static long writeAny(
            long frames, int count, long fresh, long out, long macAndVlan, int priority, int owner) {
        return copyEach(frames, count, fresh, out, macAndVlan, priority, owner, ANY_LINES);
    }

    /**
     * Copies in whole lines, so that a replica costs the fewest stores, which are what it costs most. The datagram is at the same
     * place in all mbufs, the header in front of it begins 4 octets earlier if it has a tag.
     *
     * @param lines how many suffice for every frame: 1, 2, or {@link #ANY_LINES}; a constant to the compiler
     */
    private static long copyEach(
            long frames, int count, long fresh, long out, long macAndVlan, int priority, int owner, int lines) {
        long source = OutgoingList.macRaw(macAndVlan);
        int l2 = BranchHeader.length(macAndVlan);
        boolean tagged = BranchHeader.isTagged(macAndVlan);
        long kept = BranchHeader.kept(tagged);
        long first = BranchHeader.firstWord(source, tagged);
        long second = BranchHeader.secondWord(macAndVlan, priority);
        long rearm = Mbuf.rearm(Mbuf.HEADROOM + Ethernet.LENGTH - l2, owner);
        long octetsInAll = 0;
        long frame = frames;
        for (int i = 0; i < count; i++, frame = FrameRun.next(frame, 1)) {
            long mbuf = UnsafeApi.getLong(fresh + (long) i * Long.BYTES);
            int octets = FrameRun.octets(frame);
            long data = Mbuf.freshData(mbuf);
            long from = FrameRun.ip(frame) - Ethernet.LENGTH;
            if (lines == ANY_LINES) {
                Line.copyRest(data, from, Ethernet.LENGTH + octets);
            } else if (lines == 2) {
                Line.copy(data + Line.LENGTH, from + Line.LENGTH);
            }
            Line.copy(data, from, kept, first, BranchHeader.keptOfSecond(), second);
            if (tagged) {
                BranchHeader.beginTagged(data, FrameRun.destination(frame), source);
            }
            Mbuf.initialise(mbuf, rearm, octets + l2);
            UnsafeApi.putLong(out + (long) i * Long.BYTES, mbuf);
            octetsInAll += octets;
        }
        return octetsInAll;
    }

    /** Sends the received frames themselves, with new Ethernet headers that are not longer than the old. */
    private void send(FrameRun run, long branch) {
        long target = OutgoingList.target(branch);
        int mtu = OutgoingList.mtu(target);
        if (run.longest() <= mtu) {
            send(run, 0, run.size(), branch, target);
            return;
        }
        for (int i = 0; i < run.size(); i++) {
            if (FrameRun.datagram(run.frame(i)) <= mtu) {
                send(run, i, i + 1, branch, target);
            } else {
                counters.countTooBig(OutgoingList.interfaceIndex(target));
                cache.free(FrameRun.mbuf(run.frame(i)));
            }
        }
    }

    /** Sends the frames {@code from} to {@code to}, exclusively, which are not too long for the branch. */
    private void send(FrameRun run, int from, int to, long branch, long target) {
        long macAndVlan = OutgoingList.macAndVlan(branch);
        int l2 = BranchHeader.length(macAndVlan);
        int index = OutgoingList.interfaceIndex(target);
        if (l2 != run.l2()) {
            for (int i = from; i < to; i++) {
                Mbuf.moveFront(FrameRun.mbuf(run.frame(i)), run.l2() - l2);
            }
        }
        TxBuffer buffer = buffers[OutgoingList.port(target)];
        long octets = (long) l2 * (to - from);
        for (int i = from; i < to; ) {
            int count = Math.min(to - i, buffer.room());
            octets += rewrite(run.frame(i), count, buffer.end(), macAndVlan, run.priority(), buffer.ownerOf(index));
            buffer.added(count);
            i += count;
        }
        counters.countQueued(index, to - from, octets);
    }

    /** Writes Ethernet headers in front of the datagrams; answers the octets behind the headers. */
    private static long rewrite(long frames, int count, long out, long macAndVlan, int priority, int owner) {
        long source = OutgoingList.macRaw(macAndVlan);
        boolean tagged = BranchHeader.isTagged(macAndVlan);
        long octets = 0;
        long frame = frames;
        for (int i = 0; i < count; i++, frame = FrameRun.next(frame, 1)) {
            long mbuf = FrameRun.mbuf(frame);
            long ip = FrameRun.ip(frame);
            if (tagged) {
                BranchHeader.write(ip - Ethernet.TAGGED_LENGTH, FrameRun.destination(frame), macAndVlan, priority);
            } else {
                Ethernet.replaceSource(ip - Ethernet.LENGTH, source, Ethernet.IPV4_RAW);
            }
            Mbuf.clearOffloads(mbuf);
            Mbuf.owner(mbuf, owner);
            UnsafeApi.putLong(out + (long) i * Long.BYTES, mbuf);
            octets += FrameRun.octets(frame);
        }
        return octets;
    }
}
