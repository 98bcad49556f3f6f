package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.LoopCounter;
import java.lang.foreign.Arena;
import org.agrona.UnsafeApi;

/**
 * What one worker counts, in native memory: written by the worker with plain stores, read by whoever publishes the sums.
 * A cache line holds all of an interface's counters.
 */
final class WorkerCounters implements AutoCloseable {
    /** What is counted for each interface. */
    enum InterfaceCount {
        IN_PACKETS(0),
        IN_OCTETS(1),
        /** Replicas handed to the port, whether or not the device took them in the end. */
        QUEUED_PACKETS(2),
        QUEUED_OCTETS(3),
        /** Replicas that the device did not take. */
        DISCARDED_PACKETS(4),
        DISCARDED_OCTETS(5),
        /** Replicas not made: the datagram is longer than the interface's MTU. */
        TOO_BIG(6);

        private final int offset;

        InterfaceCount(int place) {
            this.offset = place * Long.BYTES;
        }
    }

    // The compiler knows the value of a static constant, but not that of an enum's field.
    private static final int IN_PACKETS = InterfaceCount.IN_PACKETS.offset;
    private static final int IN_OCTETS = InterfaceCount.IN_OCTETS.offset;
    private static final int QUEUED_PACKETS = InterfaceCount.QUEUED_PACKETS.offset;
    private static final int QUEUED_OCTETS = InterfaceCount.QUEUED_OCTETS.offset;
    private static final int FORWARDED = Fate.FORWARDED.id() * Long.BYTES;

    private static final int LINE_SHIFT = 6;
    private static final int FATES_LENGTH = ((Fate.values().length + 1) * Long.BYTES + 63) & -64;

    private static final int EXCHANGE_LENGTH = (ExchangeCounter.values().length + 1) * Long.BYTES;
    private static final int LOOP_LENGTH = LoopCounter.values().length * Long.BYTES;
    private static final int LOOP_SUM = (LoopCounter.SUM_NS.id() - 1) * Long.BYTES;
    private static final int LOOP_WORST = (LoopCounter.WORST_NS.id() - 1) * Long.BYTES;

    private final Arena arena = Arena.ofShared();
    private final long fates;
    private final long interfaces;
    private final long ports;
    private final long exchange;
    private final long loop;

    /**
     * @param maxIndex the highest interface index
     * @param ports how many ports there are
     */
    WorkerCounters(int maxIndex, int ports) {
        long interfacesLength = (maxIndex + 1L) << LINE_SHIFT;
        long portsLength = (long) ports * Long.BYTES;
        this.fates = arena.allocate(FATES_LENGTH + interfacesLength + portsLength + EXCHANGE_LENGTH + LOOP_LENGTH, 64)
                .address();
        this.interfaces = fates + FATES_LENGTH;
        this.ports = interfaces + interfacesLength;
        this.exchange = this.ports + portsLength;
        this.loop = exchange + EXCHANGE_LENGTH;
    }

    void count(ExchangeCounter counter) {
        add(exchange + (long) counter.id() * Long.BYTES, 1);
    }

    /** Any thread. */
    long read(ExchangeCounter counter) {
        return UnsafeApi.getLongVolatile(null, exchange + (long) counter.id() * Long.BYTES);
    }

    /** A pass that received something has taken so long, see {@link LoopCounter}. */
    void countPass(long nanos) {
        add(loop + (long) LoopCounter.bucket(nanos) * Long.BYTES, 1);
        add(loop + LOOP_SUM, nanos);
        if (nanos > UnsafeApi.getLong(loop + LOOP_WORST)) {
            UnsafeApi.putLong(loop + LOOP_WORST, nanos);
        }
    }

    /** Any thread. */
    long read(LoopCounter counter) {
        return UnsafeApi.getLongVolatile(null, loop + (counter.id() - 1L) * Long.BYTES);
    }

    void countPolled(int port, int frames) {
        add(ports + (long) port * Long.BYTES, frames);
    }

    void count(Fate fate) {
        add(fates + (long) fate.id() * Long.BYTES, 1);
    }

    void countForwarded(int frames) {
        add(fates + FORWARDED, frames);
    }

    void countReceived(int index, int frames, long octets) {
        long line = line(index);
        add(line + IN_PACKETS, frames);
        add(line + IN_OCTETS, octets);
    }

    void countQueued(int index, int packets, long octets) {
        long line = line(index);
        add(line + QUEUED_PACKETS, packets);
        add(line + QUEUED_OCTETS, octets);
    }

    void countDiscarded(int index, int octets) {
        long line = line(index);
        add(line + InterfaceCount.DISCARDED_PACKETS.offset, 1);
        add(line + InterfaceCount.DISCARDED_OCTETS.offset, octets);
    }

    void countTooBig(int index) {
        add(line(index) + InterfaceCount.TOO_BIG.offset, 1);
    }

    /** Frames received from a port. Any thread. */
    long polled(int port) {
        return UnsafeApi.getLongVolatile(null, ports + (long) port * Long.BYTES);
    }

    /** Any thread. */
    long read(Fate fate) {
        return UnsafeApi.getLongVolatile(null, fates + (long) fate.id() * Long.BYTES);
    }

    /** Any thread. */
    long read(int index, InterfaceCount count) {
        return UnsafeApi.getLongVolatile(null, line(index) + count.offset);
    }

    private long line(int index) {
        return interfaces + ((long) index << LINE_SHIFT);
    }

    private static void add(long address, long by) {
        UnsafeApi.putLong(address, UnsafeApi.getLong(address) + by);
    }

    @Override
    public void close() {
        arena.close();
    }
}
