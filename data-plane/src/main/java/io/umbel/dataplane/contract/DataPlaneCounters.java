package io.umbel.dataplane.contract;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;

/**
 * The counters of the data plane, in a mapped file that describes itself: any process reads it with
 * {@link CounterSnapshot}, or with any reader of Agrona's counters.
 *
 * <p>One thread in the data plane writes: it adds up what the workers count and sets the sums here every few
 * milliseconds. Each counter is read whole, but two counters are not read at one instant: only when no frames are in
 * flight do the fates add up to the frames received.
 */
public final class DataPlaneCounters implements AutoCloseable {
    private static final Fate[] FATES = Fate.values();
    private static final InterfaceCounter[] INTERFACE_COUNTERS = InterfaceCounter.values();
    private static final PortCounter[] PORT_COUNTERS = PortCounter.values();
    private static final PoolCounter[] POOL_COUNTERS = PoolCounter.values();
    private static final ExchangeCounter[] EXCHANGE_COUNTERS = ExchangeCounter.values();
    private static final LoopCounter[] LOOP_COUNTERS = LoopCounter.values();

    private final MappedFile file;
    private final CountersManager counters;
    private final int interfaces;
    private final int ports;

    private DataPlaneCounters(MappedFile file, int interfaces, int ports) {
        this.file = file;
        this.counters = CountersFile.manager(file.buffer());
        this.interfaces = interfaces;
        this.ports = ports;
    }

    /**
     * Makes the counters, all 0, in the place of those of an earlier data plane.
     *
     * @param interfaces names of the interfaces, that of index 1 first.
     * @param ports names of the ports; the first is port 0 of {@link #set(int, PortCounter, long)}.
     */
    public static DataPlaneCounters create(SharedDirectory directory, List<String> interfaces, List<String> ports) {
        directory.check();
        int length = CountersFile.length(firstLoopCounter(interfaces.size(), ports.size()) + LOOP_COUNTERS.length);
        MappedFile file =
                MappedFile.create(directory.counters(), length, zeroed -> allocate(zeroed, interfaces, ports));
        return new DataPlaneCounters(file, interfaces.size(), ports.size());
    }

    /** Sets how many frames have had this fate. */
    public void set(Fate fate, long value) {
        counters.setCounterValue(place(fate), value);
    }

    /** Sets a counter of the interface of this index, 1 or more. */
    public void set(int index, InterfaceCounter counter, long value) {
        if (index < 1 || index > interfaces) {
            throw new IllegalArgumentException("interface index " + index + "; allowed is 1 to " + interfaces);
        }
        counters.setCounterValue(firstInterfaceCounter(index) + place(counter), value);
    }

    /** Sets a counter of the port in this place of the list, 0 or more. */
    public void set(int port, PortCounter counter, long value) {
        if (port < 0 || port >= ports) {
            throw new IllegalArgumentException("port " + port + "; allowed is 0 to " + (ports - 1));
        }
        counters.setCounterValue(firstPortCounter(interfaces, port) + place(counter), value);
    }

    /** Sets a gauge of the packet pool. */
    public void set(PoolCounter counter, long value) {
        counters.setCounterValue(firstPoolCounter(interfaces, ports) + place(counter), value);
    }

    /** Sets a counter of the traffic between the planes. */
    public void set(ExchangeCounter counter, long value) {
        counters.setCounterValue(firstExchangeCounter(interfaces, ports) + place(counter), value);
    }

    /** Sets a counter of the workers' passes. */
    public void set(LoopCounter counter, long value) {
        counters.setCounterValue(firstLoopCounter(interfaces, ports) + place(counter), value);
    }

    @Override
    public void close() {
        file.close();
    }

    private static int place(CounterName name) {
        return name.id() - 1;
    }

    private static int firstInterfaceCounter(int index) {
        return FATES.length + (index - 1) * INTERFACE_COUNTERS.length;
    }

    private static int firstPortCounter(int interfaces, int port) {
        return firstInterfaceCounter(interfaces + 1) + port * PORT_COUNTERS.length;
    }

    private static int firstPoolCounter(int interfaces, int ports) {
        return firstPortCounter(interfaces, ports);
    }

    private static int firstExchangeCounter(int interfaces, int ports) {
        return firstPoolCounter(interfaces, ports) + POOL_COUNTERS.length;
    }

    private static int firstLoopCounter(int interfaces, int ports) {
        return firstExchangeCounter(interfaces, ports) + EXCHANGE_COUNTERS.length;
    }

    /** In the order that the methods above count on: Agrona gives ids from 0 on. */
    private static void allocate(UnsafeBuffer file, List<String> interfaces, List<String> ports) {
        CountersManager counters = CountersFile.manager(file);
        allocate(counters, CountersFile.FATE_TYPE, 0, "fate", "", FATES);
        int index = 1;
        for (String name : interfaces) {
            allocate(counters, CountersFile.INTERFACE_TYPE, index++, "interface", name, INTERFACE_COUNTERS);
        }
        int port = 0;
        for (String name : ports) {
            allocate(counters, CountersFile.PORT_TYPE, port++, "port", name, PORT_COUNTERS);
        }
        allocate(counters, CountersFile.POOL_TYPE, 0, "pool", "", POOL_COUNTERS);
        allocate(counters, CountersFile.EXCHANGE_TYPE, 0, "planes", "", EXCHANGE_COUNTERS);
        allocate(counters, CountersFile.LOOP_TYPE, 0, "workers", "", LOOP_COUNTERS);
    }

    private static void allocate(
            CountersManager counters, int type, int instance, String kind, String name, CounterName[] names) {
        String kept = name.substring(0, Math.min(name.length(), CountersFile.MAX_INSTANCE_NAME_LENGTH));
        String prefix = kept.isEmpty() ? kind : kind + " " + kept;
        for (CounterName counter : names) {
            counters.allocate(prefix + ": " + counter.label(), type, key -> {
                key.putInt(CountersFile.INSTANCE_OFFSET, instance);
                key.putInt(CountersFile.NAME_ID_OFFSET, counter.id());
                key.putStringAscii(CountersFile.INSTANCE_NAME_OFFSET, kept);
            });
        }
    }
}
