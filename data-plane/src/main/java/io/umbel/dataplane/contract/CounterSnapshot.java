package io.umbel.dataplane.contract;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * What the counters of the data plane said when it was taken; {@link #toString()} is a table for people. Immutable.
 *
 * @param fates how many frames had each fate.
 * @param interfaces in order of their index.
 * @param ports in order of their place.
 * @param pool the gauges of the packet pool.
 * @param exchange the traffic between the planes.
 * @param loop how long the workers' passes took.
 */
public record CounterSnapshot(
        Map<Fate, Long> fates,
        List<Interface> interfaces,
        List<Port> ports,
        Map<PoolCounter, Long> pool,
        Map<ExchangeCounter, Long> exchange,
        Map<LoopCounter, Long> loop) {

    /**
     * The counters of an interface.
     *
     * @param index 1 or more.
     */
    public record Interface(int index, String name, Map<InterfaceCounter, Long> counts) {}

    /**
     * The counters of a port.
     *
     * @param place 0 or more, as in {@link DataPlaneCounters#create}.
     */
    public record Port(int place, String name, Map<PortCounter, Long> counts) {}

    /**
     * Reads the counters as they are now. From any process and thread.
     *
     * @throws IllegalStateException with one sentence, if there are none.
     */
    public static CounterSnapshot take(SharedDirectory directory) {
        directory.check();
        try (MappedFile file = MappedFile.open(directory.counters(), "data plane", MappedFile.ANY_LENGTH)) {
            Collector collector = new Collector(CountersFile.reader(file.buffer()));
            return collector.snapshot();
        }
    }

    /** How many frames had this fate. */
    public long count(Fate fate) {
        return fates.getOrDefault(fate, 0L);
    }

    /** How many frames had a fate: how many were received, unless some are in flight. */
    public long frames() {
        return fates.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * A counter of the interface of this name.
     *
     * @throws IllegalArgumentException if there is none.
     */
    public long count(String interfaceName, InterfaceCounter counter) {
        return interfaces.stream()
                .filter(candidate -> candidate.name().equals(interfaceName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no interface '" + interfaceName + "'; there are "
                        + interfaces.stream().map(Interface::name).collect(Collectors.joining(", "))))
                .counts()
                .getOrDefault(counter, 0L);
    }

    /** A gauge of the packet pool. */
    public long count(PoolCounter counter) {
        return pool.getOrDefault(counter, 0L);
    }

    /** A counter of the traffic between the planes. */
    public long count(ExchangeCounter counter) {
        return exchange.getOrDefault(counter, 0L);
    }

    /** A counter of the workers' passes. */
    public long count(LoopCounter counter) {
        return loop.getOrDefault(counter, 0L);
    }

    @Override
    public String toString() {
        return Stream.of(
                        rows("fate", fates),
                        interfaces.stream().flatMap(one -> rows("interface " + one.name(), one.counts())),
                        ports.stream().flatMap(one -> rows("port " + one.name(), one.counts())),
                        rows("pool", pool),
                        rows("planes", exchange),
                        rows("workers", loop))
                .flatMap(rows -> rows)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> rows(String of, Map<? extends CounterName, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> "%-24s %-28s %,20d".formatted(of, count.getKey().label(), count.getValue()));
    }

    /** Sorts the counters of a file by what they count. */
    private static final class Collector {
        private final CountersReader reader;
        private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
        private final SortedMap<Integer, Interface> interfaces = new TreeMap<>();
        private final SortedMap<Integer, Port> ports = new TreeMap<>();
        private final Map<PoolCounter, Long> pool = new EnumMap<>(PoolCounter.class);
        private final Map<ExchangeCounter, Long> exchange = new EnumMap<>(ExchangeCounter.class);
        private final Map<LoopCounter, Long> loop = new EnumMap<>(LoopCounter.class);

        private Collector(CountersReader reader) {
            this.reader = reader;
            reader.forEach(this::add);
        }

        private void add(int counterId, int type, DirectBuffer key, String label) {
            int instance = key.getInt(CountersFile.INSTANCE_OFFSET);
            int nameId = key.getInt(CountersFile.NAME_ID_OFFSET);
            String name = key.getStringAscii(CountersFile.INSTANCE_NAME_OFFSET);
            long value = reader.getCounterValue(counterId);
            switch (type) {
                case CountersFile.FATE_TYPE -> put(fates, CounterName.withId(Fate.values(), nameId), value);
                case CountersFile.INTERFACE_TYPE ->
                    put(
                            interfaces
                                    .computeIfAbsent(
                                            instance,
                                            index -> new Interface(index, name, new EnumMap<>(InterfaceCounter.class)))
                                    .counts(),
                            CounterName.withId(InterfaceCounter.values(), nameId),
                            value);
                case CountersFile.PORT_TYPE ->
                    put(
                            ports.computeIfAbsent(
                                            instance, place -> new Port(place, name, new EnumMap<>(PortCounter.class)))
                                    .counts(),
                            CounterName.withId(PortCounter.values(), nameId),
                            value);
                case CountersFile.POOL_TYPE -> put(pool, CounterName.withId(PoolCounter.values(), nameId), value);
                case CountersFile.EXCHANGE_TYPE ->
                    put(exchange, CounterName.withId(ExchangeCounter.values(), nameId), value);
                case CountersFile.LOOP_TYPE -> put(loop, CounterName.withId(LoopCounter.values(), nameId), value);
                default -> {
                    // Of a later release.
                }
            }
        }

        private static <N extends CounterName> void put(Map<N, Long> counts, @Nullable N name, long value) {
            if (name != null) {
                counts.put(name, value);
            }
        }

        private CounterSnapshot snapshot() {
            return new CounterSnapshot(
                    fates, List.copyOf(interfaces.values()), List.copyOf(ports.values()), pool, exchange, loop);
        }
    }
}
