package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.MfeCounter;
import io.umbel.dataplane.fib.FibReader;
import io.umbel.dataplane.fib.ForwardingTable;
import io.umbel.dataplane.fib.OutgoingList;
import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dataplane.packet.Ipv4;
import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.agrona.UnsafeApi;

/**
 * Forwards: polls its ports, decides the {@link Fate} of every frame, replicates. One thread, the one whose {@link
 * MbufCache} it has.
 */
final class Worker {
    /** Frames taken from or given to a device at once. */
    static final int BURST = 32;

    /** Octets of an Ethernet ARP packet (RFC 826). */
    private static final int ARP_LENGTH = 28;

    private static final int PRIORITY_MASK = 0xf000;

    private final WorkerPort[] ports;
    private final TxBuffer[] buffers;
    private final Replicator replicator;
    private final Classifier classifier;
    private final FibReader fib;
    private final MbufCache cache;
    private final WorkerCounters counters;
    private final long burst;
    private ForwardingTable table;

    Worker(
            WorkerPort[] ports,
            TxBuffer[] buffers,
            Replicator replicator,
            Classifier classifier,
            FibReader fib,
            MbufCache cache,
            WorkerCounters counters,
            Arena arena) {
        this.ports = ports;
        this.buffers = buffers;
        this.replicator = replicator;
        this.classifier = classifier;
        this.fib = fib;
        this.cache = cache;
        this.counters = counters;
        this.burst = arena.allocate(ValueLayout.JAVA_LONG, BURST).address();
        this.table = fib.table();
    }

    /** Polls every port once and sends what came of it. Returns the number of frames received. */
    int pass() {
        table = fib.table();
        int received = 0;
        for (WorkerPort port : ports) {
            received += poll(port);
        }
        for (TxBuffer buffer : buffers) {
            buffer.flush();
        }
        fib.endPass();
        return received;
    }

    private int poll(WorkerPort port) {
        int received = port.queue().receive(burst, BURST);
        if (received == 0) {
            return 0;
        }
        counters.countPolled(port.number(), received);
        for (int i = 0; i < received; i++) {
            long mbuf = UnsafeApi.getLong(burst + (long) i * Long.BYTES);
            Fate fate = forward(mbuf, port);
            counters.count(fate);
            if (fate != Fate.FORWARDED) {
                cache.free(mbuf);
            }
        }
        return received;
    }

    /** Forwards a frame or says why not; unless forwarded, the mbuf is still the caller's. */
    private Fate forward(long mbuf, WorkerPort port) {
        long frame = Mbuf.data(mbuf);
        int contiguous = Mbuf.dataLength(mbuf);
        if (contiguous < Ethernet.LENGTH) {
            return Fate.DROPPED_MALFORMED;
        }
        int l2 = Ethernet.LENGTH;
        int tag = 0;
        int type = Ethernet.typeRaw(frame);
        if (Mbuf.vlanStripped(mbuf)) {
            tag = Mbuf.vlanTci(mbuf);
        } else if (type == Ethernet.VLAN_RAW) {
            if (contiguous < Ethernet.TAGGED_LENGTH) {
                return Fate.DROPPED_MALFORMED;
            }
            l2 = Ethernet.TAGGED_LENGTH;
            tag = Ethernet.tagControl(frame);
            type = Ethernet.taggedTypeRaw(frame);
        }
        int incoming = port.interfaceOf(tag & Ethernet.VLAN_ID_MASK);
        if (incoming == 0) {
            return Fate.DROPPED_UNKNOWN_INTERFACE;
        }
        int octets = Mbuf.packetLength(mbuf);
        counters.countReceived(incoming, octets);
        if (type != Ethernet.IPV4_RAW) {
            return fateOfOtherType(type, contiguous - l2);
        }
        long ip = frame + l2;
        Fate fate = classifier.classify(ip, contiguous - l2, octets - l2);
        return fate == Fate.FORWARDED ? route(mbuf, ip, l2, tag & PRIORITY_MASK, incoming) : fate;
    }

    private static Fate fateOfOtherType(int type, int octets) {
        if (type != Ethernet.ARP_RAW) {
            return Fate.DROPPED_NOT_MULTICAST;
        }
        return octets < ARP_LENGTH ? Fate.DROPPED_MALFORMED : Fate.PUNTED;
    }

    private Fate route(long mbuf, long ip, int l2, int priority, int incoming) {
        long entry = table.find(Ipv4.streamRaw(ip));
        if (entry == 0) {
            return Fate.DROPPED_NO_ENTRY;
        }
        long list = ForwardingTable.list(entry);
        if (OutgoingList.incoming(list) != incoming) {
            ForwardingTable.count(entry, MfeCounter.WRONG_INTERFACE);
            return Fate.DROPPED_WRONG_INTERFACE;
        }
        if (OutgoingList.count(list) == 0) {
            ForwardingTable.count(entry, MfeCounter.NEGATIVE);
            return Fate.DROPPED_NEGATIVE;
        }
        int datagram = Ipv4.totalLength(ip);
        if (!replicator.replicate(mbuf, ip, l2, priority, list)) {
            return Fate.DROPPED_NO_BUFFER;
        }
        ForwardingTable.countForwarded(entry, datagram);
        return Fate.FORWARDED;
    }
}
