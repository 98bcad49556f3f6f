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
                cache.free(run.mbuf(i));
            }
        }
    }

    private void copy(FrameRun run, long branch) {
        long target = OutgoingList.target(branch);
        int mtu = OutgoingList.mtu(target);
        if (run.longest() <= mtu) {
            copy(run, 0, run.size(), run.octetsInAll(), branch, target);
            return;
        }
        for (int i = 0; i < run.size(); i++) {
            long frame = run.frame(i);
            if (FrameRun.datagram(frame) <= mtu) {
                copy(run, i, i + 1, FrameRun.octets(frame), branch, target);
            } else {
                counters.countTooBig(OutgoingList.interfaceIndex(target));
            }
        }
    }

    /**
     * Copies the frames {@code from} to {@code to}, exclusively, which are not too long for the branch.
     *
     * @param octets of all of them together, behind the Ethernet headers
     */
    private void copy(FrameRun run, int from, int to, long octets, long branch, long target) {
        long macAndVlan = OutgoingList.macAndVlan(branch);
        int l2 = BranchHeader.length(macAndVlan);
        int index = OutgoingList.interfaceIndex(target);
        TxBuffer buffer = buffers[OutgoingList.port(target)];
        int owner = buffer.ownerOf(index);
        for (int i = from; i < to; ) {
            int count = Math.min(to - i, buffer.room());
            long fresh = cache.take(count);
            if (fresh == 0) {
                discard(run, i, to, index, l2);
                break;
            }
            write(run, run.frame(i), count, fresh, buffer.end(), macAndVlan, owner);
            buffer.added(count);
            i += count;
        }
        counters.countQueued(index, to - from, octets + (long) l2 * (to - from));
    }

    /** For the branches beyond those that were reserved for, if the pool is empty. The frames are counted as queued too. */
    private void discard(FrameRun run, int from, int to, int index, int l2) {
        for (int i = from; i < to; i++) {
            counters.countDiscarded(index, l2 + FrameRun.octets(run.frame(i)));
        }
    }

    /**
     * Writes copies of frames of a run.
     *
     * @param frames the first of {@code count}
     * @param fresh address of the addresses of {@code count} fresh mbufs
     * @param out where their addresses go
     */
    private static void write(FrameRun run, long frames, int count, long fresh, long out, long macAndVlan, int owner) {
        if (run.fitsIn(1)) {
            writeOneLine(frames, count, fresh, out, macAndVlan, run.priority(), owner);
        } else if (run.fitsIn(2)) {
            writeTwoLines(frames, count, fresh, out, macAndVlan, run.priority(), owner);
        } else if (run.fitsIn(4)) {
            writeFourLines(frames, count, fresh, out, macAndVlan, run.priority(), owner);
        } else {
            writeAny(frames, count, fresh, out, macAndVlan, run.priority(), owner);
        }
    }

    // Each has a loop of its own, so that the registers of each suffice: what they share is compiled into all four.

    private static void writeOneLine(
            long frames, int count, long fresh, long out, long macAndVlan, int priority, int owner) {
        copyEach(frames, count, fresh, out, macAndVlan, priority, owner, 1);
    }

    private static void writeTwoLines(
            long frames, int count, long fresh, long out, long macAndVlan, int priority, int owner) {
        copyEach(frames, count, fresh, out, macAndVlan, priority, owner, 2);
    }

    private static void writeFourLines(
            long frames, int count, long fresh, long out, long macAndVlan, int priority, int owner) {
        copyEach(frames, count, fresh, out, macAndVlan, priority, owner, 4);
    }

    private static void writeAny(
            long frames, int count, long fresh, long out, long macAndVlan, int priority, int owner) {
        copyEach(frames, count, fresh, out, macAndVlan, priority, owner, ANY_LINES);
    }

    private static void copyEach(
            long frames, int count, long fresh, long out, long macAndVlan, int priority, int owner, int lines) {
        // Two loops: what only a tag needs would be in the registers of the other, and others in its place fetched on
        // each round.
        if (BranchHeader.isTagged(macAndVlan)) {
            copyEach(frames, count, fresh, out, macAndVlan, priority, owner, lines, true);
        } else {
            copyEach(frames, count, fresh, out, macAndVlan, priority, owner, lines, false);
        }
    }

    /**
     * Copies in whole lines, so that a replica costs the fewest stores, which are what it costs most. The datagram is at the same
     * place in all mbufs, the header in front of it begins 4 octets earlier if it has a tag.
     *
     * @param lines how many suffice for every frame: 1, 2, 4, or {@link #ANY_LINES}; a constant to the compiler
     * @param tagged whether the branch has a tag; likewise
     */
    private static void copyEach(
            long frames,
            int count,
            long fresh,
            long out,
            long macAndVlan,
            int priority,
            int owner,
            int lines,
            boolean tagged) {
        long source = OutgoingList.macRaw(macAndVlan);
        int l2 = BranchHeader.length(tagged);
        long kept = BranchHeader.kept(tagged);
        long first = BranchHeader.firstWord(source, tagged);
        long second = BranchHeader.secondWord(macAndVlan, priority);
        long rearm = Mbuf.rearm(Mbuf.HEADROOM + Ethernet.LENGTH - l2, owner);
        int end = FrameRun.offset(count);
        for (int offset = 0; offset < end; offset += Long.BYTES) {
            long mbuf = UnsafeApi.getLong(fresh + offset);
            UnsafeApi.putLong(out + offset, mbuf);
            long frame = FrameRun.at(frames, offset);
            long data = Mbuf.freshData(mbuf);
            long from = FrameRun.ip(frame) - Ethernet.LENGTH;
            if (lines == ANY_LINES) {
                Line.copyRest(data, from, Ethernet.LENGTH + FrameRun.octets(frame));
            } else {
                Line.copyNext(data, from, lines);
            }
            Line.copy(data, from, kept, first, BranchHeader.keptOfSecond(), second);
            if (tagged) {
                BranchHeader.beginTagged(data, FrameRun.destination(frame), source);
            }
            Line.initialise(mbuf, rearm, l2, FrameRun.octets(frame));
        }
    }

    /** Sends the received frames themselves, with new Ethernet headers that are not longer than the old. */
    private void send(FrameRun run, long branch) {
        long target = OutgoingList.target(branch);
        int mtu = OutgoingList.mtu(target);
        if (run.longest() <= mtu) {
            send(run, 0, run.size(), run.octetsInAll(), branch, target);
            return;
        }
        for (int i = 0; i < run.size(); i++) {
            long frame = run.frame(i);
            if (FrameRun.datagram(frame) <= mtu) {
                send(run, i, i + 1, FrameRun.octets(frame), branch, target);
            } else {
                counters.countTooBig(OutgoingList.interfaceIndex(target));
                cache.free(run.mbuf(i));
            }
        }
    }

    /**
     * Sends the frames {@code from} to {@code to}, exclusively, which are not too long for the branch.
     *
     * @param octets of all of them together, behind the Ethernet headers
     */
    private void send(FrameRun run, int from, int to, long octets, long branch, long target) {
        long macAndVlan = OutgoingList.macAndVlan(branch);
        int l2 = BranchHeader.length(macAndVlan);
        int index = OutgoingList.interfaceIndex(target);
        TxBuffer buffer = buffers[OutgoingList.port(target)];
        int owner = buffer.ownerOf(index);
        if (l2 != run.l2() || owner != 0 || run.hasOffloads()) {
            for (int i = from; i < to; i++) {
                takeOver(run.mbuf(i), run.l2() - l2, owner);
            }
        }
        for (int i = from; i < to; ) {
            int count = Math.min(to - i, buffer.room());
            rewrite(run.frame(i), run.mbufs(i), count, buffer.end(), macAndVlan, run.priority());
            buffer.added(count);
            i += count;
        }
        counters.countQueued(index, to - from, octets + (long) l2 * (to - from));
    }

    /** Makes of a received mbuf one to send. Mostly there is nothing to do, and then its line in memory isn't waited for. */
    private static void takeOver(long mbuf, int shorter, int owner) {
        if (shorter != 0) {
            Mbuf.moveFront(mbuf, shorter);
        }
        Mbuf.clearOffloads(mbuf);
        Mbuf.owner(mbuf, owner);
    }

    // Not within send, whose registers are in use.
    private static void rewrite(long frames, long mbufs, int count, long out, long macAndVlan, int priority) {
        if (BranchHeader.isTagged(macAndVlan)) {
            rewriteEach(frames, mbufs, count, out, macAndVlan, priority, true);
        } else {
            rewriteEach(frames, mbufs, count, out, macAndVlan, priority, false);
        }
    }

    /**
     * Writes Ethernet headers in front of the datagrams.
     *
     * @param tagged whether with a tag; a constant to the compiler
     */
    private static void rewriteEach(
            long frames, long mbufs, int count, long out, long macAndVlan, int priority, boolean tagged) {
        long source = OutgoingList.macRaw(macAndVlan);
        int end = FrameRun.offset(count);
        for (int offset = 0; offset < end; offset += Long.BYTES) {
            long frame = FrameRun.at(frames, offset);
            long mbuf = UnsafeApi.getLong(mbufs + offset);
            long ip = FrameRun.ip(frame);
            if (tagged) {
                BranchHeader.write(ip - Ethernet.TAGGED_LENGTH, FrameRun.destination(frame), macAndVlan, priority);
            } else {
                Ethernet.replaceSource(ip - Ethernet.LENGTH, source, Ethernet.IPV4_RAW);
            }
            UnsafeApi.putLong(out + offset, mbuf);
        }
    }
}
