package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.MfeCounter;
import io.umbel.dataplane.contract.Punts;
import io.umbel.dataplane.fib.FibReader;
import io.umbel.dataplane.fib.ForwardingTable;
import io.umbel.dataplane.fib.OutgoingList;
import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dataplane.packet.Ipv4;
import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Forwards: polls its ports, decides the {@link Fate} of every frame, replicates. One thread, the one whose {@link
 * MbufCache} it has.
 */
final class Worker implements HeldPackets.Receiver {
    /** Frames taken from or given to a device at once. */
    static final int BURST = 32;

    /** Of passes that receive something, so many look once for what is to be injected: looking is a hundredth of such a pass. */
    private static final int INJECT_EVERY = 16;

    /** Octets of an Ethernet ARP packet (RFC 826). */
    private static final int ARP_LENGTH = 28;

    static final int PRIORITY_MASK = 0xf000;

    private final WorkerPort[] ports;
    private final TxBuffer[] buffers;
    private final Replicator replicator;
    private final FastPath fastPath;
    private final Classifier classifier;
    private final FibReader fib;
    private final MbufCache cache;
    private final WorkerCounters counters;
    private final UnknownStreams unknown;
    private final WrongInterfaceReports wrongInterface;
    private final Punts punts;
    private final @Nullable Injector injector;
    private final long burst;
    private final NanoClock clock;
    private ForwardingTable table;
    private long endOfPass;
    private int busyPasses;

    /** @param injector for the one worker that sends what the control plane wants sent */
    Worker(
            WorkerPort[] ports,
            TxBuffer[] buffers,
            Replicator replicator,
            Classifier classifier,
            FibReader fib,
            MbufCache cache,
            WorkerCounters counters,
            PlaneExchange exchange,
            HoldSettings hold,
            NanoClock clock,
            @Nullable Injector injector) {
        this.ports = ports;
        this.buffers = buffers;
        this.replicator = replicator;
        this.fastPath = replicator.fastPath();
        this.classifier = classifier;
        this.fib = fib;
        this.cache = cache;
        this.counters = counters;
        this.punts = exchange.punts();
        this.injector = injector;
        this.burst = fastPath.burst();
        this.clock = clock;
        this.endOfPass = clock.nanoTime();
        this.table = fib.table();
        this.unknown = new UnknownStreams(hold, exchange.upcalls(), counters, this, clock);
        this.wrongInterface = new WrongInterfaceReports(exchange.upcalls(), counters, clock);
    }

    /** Polls every port once and sends what came of it. Returns the number of frames received. */
    int pass() {
        table = fib.table();
        if (!unknown.isEmpty()) {
            releaseHeld();
        }
        int received = 0;
        for (WorkerPort port : ports) {
            received += poll(port);
        }
        if (injector != null && (received == 0 || ++busyPasses % INJECT_EVERY == 0)) {
            injector.pass();
        }
        for (TxBuffer buffer : buffers) {
            buffer.flush();
        }
        fib.endPass();
        countPass(received);
        return received;
    }

    /** From the end of the last pass: what the thread slept, or was kept from its core, a frame may have waited too. */
    private void countPass(int received) {
        long now = clock.nanoTime();
        if (received > 0) {
            counters.countPass(now - endOfPass);
        }
        endOfPass = now;
    }

    /** Gives up what is held. After the last pass. */
    void stop() {
        unknown.expireAll();
    }

    private int poll(WorkerPort port) {
        int received = port.queue().receive(burst, BURST);
        if (received == 0) {
            return 0;
        }
        counters.countPolled(port.number(), received);
        fastPath.begin();
        for (int i = 0; i < received; i++) {
            // What is held of a stream must leave first, which the fast path does not look after.
            if (!unknown.holdsAny()) {
                i = fastPath.forward(i, received, port, table);
                if (i == received) {
                    break;
                }
            }
            settle(UnsafeApi.getLong(burst + (long) i * Long.BYTES), port);
        }
        return received;
    }

    /** Sends a frame on the long way, and counts its fate. */
    private void settle(long mbuf, WorkerPort port) {
        Fate fate = forward(mbuf, port);
        counters.count(fate);
        if (fate != Fate.FORWARDED && fate != Fate.HELD) {
            cache.free(mbuf);
        }
    }

    /** Forwards a frame or says why not; unless forwarded or held, the mbuf is still the caller's. */
    private Fate forward(long mbuf, WorkerPort port) {
        long frame = Mbuf.data(mbuf);
        int contiguous = Mbuf.dataLength(mbuf);
        if (contiguous < Ethernet.LENGTH) {
            return Fate.DROPPED_MALFORMED;
        }
        int l2 = Ethernet.LENGTH;
        int tag = 0;
        int type = Ethernet.typeRaw(frame);
        if (Mbuf.vlanStripped(Mbuf.offloads(mbuf))) {
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
        counters.countReceived(incoming, 1, octets);
        Fate fate = type == Ethernet.IPV4_RAW
                ? classifier.classify(frame + l2, contiguous - l2, octets - l2)
                : fateOfOtherType(type, contiguous - l2);
        if (fate == Fate.FORWARDED) {
            return route(mbuf, frame + l2, l2, tag & PRIORITY_MASK, incoming);
        }
        return fate == Fate.PUNTED ? punt(mbuf, incoming) : fate;
    }

    private static Fate fateOfOtherType(int type, int octets) {
        if (type != Ethernet.ARP_RAW) {
            return Fate.DROPPED_NOT_MULTICAST;
        }
        return octets < ARP_LENGTH ? Fate.DROPPED_MALFORMED : Fate.PUNTED;
    }

    private Fate punt(long mbuf, int incoming) {
        int begun = punts.begin(incoming, Mbuf.packetLength(mbuf));
        if (begun < 0) {
            return Fate.DROPPED_PUNT_FULL;
        }
        int place = 0;
        for (long segment = mbuf; segment != 0; segment = Mbuf.next(segment)) {
            punts.append(begun, place, Mbuf.data(segment), Mbuf.dataLength(segment));
            place += Mbuf.dataLength(segment);
        }
        punts.end(begun);
        return Fate.PUNTED;
    }

    private Fate route(long mbuf, long ip, int l2, int priority, int incoming) {
        long key = Ipv4.streamRaw(ip);
        long entry = table.find(key);
        if (entry == 0) {
            long context = HeldContext.of(l2, priority, incoming);
            return unknown.take(key, mbuf, ip, Mbuf.dataLength(mbuf) - l2, incoming, context);
        }
        if (unknown.holdsAny()) {
            // What is held of this stream came first.
            unknown.release(key);
        }
        return forwardBy(entry, mbuf, ip, l2, priority, incoming);
    }

    private Fate forwardBy(long entry, long mbuf, long ip, int l2, int priority, int incoming) {
        long list = ForwardingTable.list(entry);
        if (OutgoingList.incoming(list) != incoming) {
            ForwardingTable.count(entry, MfeCounter.WRONG_INTERFACE);
            wrongInterface.report(Ipv4.streamRaw(ip), ip, Mbuf.dataLength(mbuf) - l2, incoming);
            return Fate.DROPPED_WRONG_INTERFACE;
        }
        if (OutgoingList.count(list) == 0) {
            ForwardingTable.count(entry, MfeCounter.NEGATIVE);
            return Fate.DROPPED_NEGATIVE;
        }
        int datagram = Ipv4.totalLength(Ipv4.firstWord(ip));
        if (!replicator.replicate(mbuf, ip, l2, priority, list)) {
            return Fate.DROPPED_NO_BUFFER;
        }
        ForwardingTable.countForwarded(entry, 1, datagram);
        return Fate.FORWARDED;
    }

    private void releaseHeld() {
        unknown.expire();
        int looked = 0;
        for (long key = unknown.nextToLookAt(looked); key != 0; key = unknown.nextToLookAt(++looked)) {
            if (key != HeldPackets.NOT_ALIVE && table.find(key) != 0) {
                unknown.release(key);
            }
        }
    }

    /** A held packet whose entry has come. Its fate was counted when it was held. */
    @Override
    public void release(long mbuf, long context) {
        int l2 = HeldContext.l2(context);
        long ip = Mbuf.data(mbuf) + l2;
        long entry = table.find(Ipv4.streamRaw(ip));
        Fate fate = entry == 0
                ? Fate.DROPPED_NO_ENTRY
                : forwardBy(entry, mbuf, ip, l2, HeldContext.priority(context), HeldContext.incoming(context));
        if (fate != Fate.FORWARDED) {
            cache.free(mbuf);
        }
        counters.count(ExchangeCounter.HELD_RELEASED);
    }

    @Override
    public void expire(long mbuf) {
        cache.free(mbuf);
        counters.count(ExchangeCounter.HELD_EXPIRED);
    }
}
