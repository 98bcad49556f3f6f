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
    /** From here on the call of a copying routine costs less than a loop of 64-bit moves. */
    private static final int BLOCK_COPY_OCTETS = 256;

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
        if (l2Length(OutgoingList.macAndVlan(branch)) <= run.l2()) {
            send(run, branch);
        } else {
            copy(run, branch);
            for (int i = 0; i < run.size(); i++) {
                cache.free(FrameRun.mbuf(run.frame(i)));
            }
        }
    }

    private static int l2Length(long macAndVlan) {
        return OutgoingList.vlanId(macAndVlan) == 0 ? Ethernet.LENGTH : Ethernet.TAGGED_LENGTH;
    }

    private void copy(FrameRun run, long branch) {
        long target = OutgoingList.target(branch);
        int mtu = OutgoingList.mtu(target);
        if (run.longestDatagram() <= mtu) {
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
        long source = OutgoingList.macRaw(macAndVlan);
        int vlanId = OutgoingList.vlanId(macAndVlan);
        int index = OutgoingList.interfaceIndex(target);
        TxBuffer buffer = buffers[OutgoingList.port(target)];
        long octets = 0;
        for (int i = from; i < to; ) {
            int count = Math.min(to - i, buffer.room());
            long fresh = cache.take(count);
            if (fresh == 0) {
                discard(run, i, to, index);
                break;
            }
            octets += vlanId == 0
                    ? writeUntagged(run.frame(i), count, fresh, buffer.end(), source, index)
                    : writeTagged(run.frame(i), count, fresh, buffer.end(), source, run.priority() | vlanId, index);
            buffer.added(count);
            i += count;
        }
        counters.countQueued(index, to - from, octets);
    }

    /** Reserved, and yet another thread has emptied the pool. */
    private void discard(FrameRun run, int from, int to, int index) {
        for (int i = from; i < to; i++) {
            counters.countDiscarded(index, FrameRun.octets(run.frame(i)) + Ethernet.LENGTH);
        }
    }

    /**
     * Writes copies with an untagged header. In whole words: the header's last one takes the first octets of the datagram
     * along, so that every replica costs the fewest stores.
     *
     * @param fresh address of the addresses of {@code count} fresh mbufs
     * @param out where their addresses go
     * @return octets of frames
     */
    private static long writeUntagged(long frames, int count, long fresh, long out, long source, int index) {
        long word1 = source >>> 16 | (long) Ethernet.IPV4_RAW << 32;
        long octetsInAll = 0;
        long frame = frames;
        for (int i = 0; i < count; i++, frame = FrameRun.next(frame)) {
            long mbuf = UnsafeApi.getLong(fresh + (long) i * Long.BYTES);
            long data = Mbuf.freshData(mbuf);
            long ip = FrameRun.ip(frame);
            int octets = FrameRun.octets(frame);
            UnsafeApi.putLong(data, FrameRun.destination(frame) | source << 48);
            UnsafeApi.putLong(data + 8, word1 | (long) UnsafeApi.getShort(ip) << 48);
            copyOctets(data + 16, ip + 2, octets - 2);
            Mbuf.initialise(mbuf, octets + Ethernet.LENGTH, index);
            UnsafeApi.putLong(out + (long) i * Long.BYTES, mbuf);
            octetsInAll += octets;
        }
        return octetsInAll + (long) count * Ethernet.LENGTH;
    }

    /** Likewise with a tagged header. */
    private static long writeTagged(
            long frames, int count, long fresh, long out, long source, int tagControl, int index) {
        long tag = Short.reverseBytes((short) tagControl) & 0xffffL;
        long word1 = source >>> 16 | (long) Ethernet.VLAN_RAW << 32 | tag << 48;
        long octetsInAll = 0;
        long frame = frames;
        for (int i = 0; i < count; i++, frame = FrameRun.next(frame)) {
            long mbuf = UnsafeApi.getLong(fresh + (long) i * Long.BYTES);
            long data = Mbuf.freshData(mbuf);
            long ip = FrameRun.ip(frame);
            int octets = FrameRun.octets(frame);
            UnsafeApi.putLong(data, FrameRun.destination(frame) | source << 48);
            UnsafeApi.putLong(data + 8, word1);
            UnsafeApi.putLong(data + 16, Ethernet.IPV4_RAW | UnsafeApi.getLong(ip) << 16);
            copyOctets(data + 24, ip + 6, octets - 6);
            Mbuf.initialise(mbuf, octets + Ethernet.TAGGED_LENGTH, index);
            UnsafeApi.putLong(out + (long) i * Long.BYTES, mbuf);
            octetsInAll += octets;
        }
        return octetsInAll + (long) count * Ethernet.TAGGED_LENGTH;
    }

    /**
     * Copies 14 octets or more. From 32 to 64 octets, all of a small frame, in two halves that overlap as need be: no loop
     * whose end the CPU would have to guess.
     */
    private static void copyOctets(long to, long from, int octets) {
        int beyond32 = octets - 32;
        if (Integer.compareUnsigned(beyond32, 32) <= 0) {
            copy32(to, from);
            copy32(to + beyond32, from + beyond32);
        } else if (octets > BLOCK_COPY_OCTETS) {
            UnsafeApi.copyMemory(from, to, octets);
        } else if (octets > 32) {
            for (int i = 0; i < beyond32; i += 32) {
                copy32(to + i, from + i);
            }
            copy32(to + beyond32, from + beyond32);
        } else {
            int last = octets - Long.BYTES;
            for (int i = 0; i < last; i += Long.BYTES) {
                UnsafeApi.putLong(to + i, UnsafeApi.getLong(from + i));
            }
            UnsafeApi.putLong(to + last, UnsafeApi.getLong(from + last));
        }
    }

    private static void copy32(long to, long from) {
        long a = UnsafeApi.getLong(from);
        long b = UnsafeApi.getLong(from + 8);
        long c = UnsafeApi.getLong(from + 16);
        long d = UnsafeApi.getLong(from + 24);
        UnsafeApi.putLong(to, a);
        UnsafeApi.putLong(to + 8, b);
        UnsafeApi.putLong(to + 16, c);
        UnsafeApi.putLong(to + 24, d);
    }

    /** Sends the received frames themselves, with new Ethernet headers that are not longer than the old. */
    private void send(FrameRun run, long branch) {
        long target = OutgoingList.target(branch);
        int mtu = OutgoingList.mtu(target);
        if (run.longestDatagram() <= mtu) {
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
        int l2 = l2Length(macAndVlan);
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
            octets += rewrite(run.frame(i), count, buffer.end(), macAndVlan, run.priority(), index);
            buffer.added(count);
            i += count;
        }
        counters.countQueued(index, to - from, octets);
    }

    /** Writes Ethernet headers in front of the datagrams; answers the octets behind the headers. */
    private static long rewrite(long frames, int count, long out, long macAndVlan, int priority, int index) {
        long source = OutgoingList.macRaw(macAndVlan);
        int vlanId = OutgoingList.vlanId(macAndVlan);
        long octets = 0;
        long frame = frames;
        for (int i = 0; i < count; i++, frame = FrameRun.next(frame)) {
            long mbuf = FrameRun.mbuf(frame);
            long ip = FrameRun.ip(frame);
            long destination = FrameRun.destination(frame);
            if (vlanId == 0) {
                Ethernet.writeRaw(ip - Ethernet.LENGTH, destination, source, Ethernet.IPV4_RAW);
            } else {
                Ethernet.writeTaggedRaw(
                        ip - Ethernet.TAGGED_LENGTH, destination, source, priority | vlanId, Ethernet.IPV4_RAW);
            }
            Mbuf.clearOffloads(mbuf);
            Mbuf.owner(mbuf, index);
            UnsafeApi.putLong(out + (long) i * Long.BYTES, mbuf);
            octets += FrameRun.octets(frame);
        }
        return octets;
    }
}
