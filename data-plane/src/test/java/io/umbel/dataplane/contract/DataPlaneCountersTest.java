package io.umbel.dataplane.contract;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class DataPlaneCountersTest {
    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    @Test
    void snapshotSaysWhatWasSet() {
        try (DataPlaneCounters counters = twoInterfacesOnOnePort()) {
            counters.set(Fate.FORWARDED, 5);
            counters.set(Fate.DROPPED_NO_BUFFER, 2);
            counters.set(1, InterfaceCounter.IN_PACKETS, 7);
            counters.set(2, InterfaceCounter.OUT_TOO_BIG, 8);
            counters.set(0, PortCounter.DEVICE_TX_ERRORS, 9);
            counters.set(PoolCounter.AVAILABLE, 10);
            counters.set(LoopCounter.WORST_NS, 11);
        }
        CounterSnapshot snapshot = CounterSnapshot.take(directory.get());
        assertEquals(5, snapshot.count(Fate.FORWARDED));
        assertEquals(2, snapshot.count(Fate.DROPPED_NO_BUFFER));
        assertEquals(7, snapshot.frames());
        assertEquals(7, snapshot.count("west", InterfaceCounter.IN_PACKETS));
        assertEquals(8, snapshot.count("east", InterfaceCounter.OUT_TOO_BIG));
        assertEquals(9, snapshot.ports().getFirst().counts().get(PortCounter.DEVICE_TX_ERRORS));
        assertEquals(10, snapshot.count(PoolCounter.AVAILABLE));
        assertEquals(11, snapshot.count(LoopCounter.WORST_NS));
    }

    @Test
    void everyCounterIsThereFromTheStart() {
        twoInterfacesOnOnePort().close();
        CounterSnapshot snapshot = CounterSnapshot.take(directory.get());
        assertEquals(Fate.values().length, snapshot.fates().size());
        assertEquals(
                List.of("west", "east"),
                snapshot.interfaces().stream()
                        .map(CounterSnapshot.Interface::name)
                        .toList());
        assertEquals(
                InterfaceCounter.values().length,
                snapshot.interfaces().getFirst().counts().size());
        assertEquals(
                PortCounter.values().length,
                snapshot.ports().getFirst().counts().size());
        assertEquals(PoolCounter.values().length, snapshot.pool().size());
        assertEquals(LoopCounter.values().length, snapshot.loop().size());
    }

    @Test
    void fourThousandInterfacesFit() {
        List<String> interfaces = IntStream.rangeClosed(1, Mfe.MAX_INTERFACES)
                .mapToObj(index -> "vlan" + index)
                .toList();
        try (DataPlaneCounters counters = DataPlaneCounters.create(directory.get(), interfaces, List.of("net_null0"))) {
            counters.set(Mfe.MAX_INTERFACES, InterfaceCounter.OUT_TOO_BIG, 3);
            counters.set(PoolCounter.SIZE, 4);
        }
        CounterSnapshot snapshot = CounterSnapshot.take(directory.get());
        assertEquals(3, snapshot.count("vlan4096", InterfaceCounter.OUT_TOO_BIG));
        assertEquals(4, snapshot.count(PoolCounter.SIZE));
    }

    @Test
    void newDataPlaneStartsAtZero() {
        try (DataPlaneCounters counters = twoInterfacesOnOnePort()) {
            counters.set(Fate.FORWARDED, 5);
        }
        twoInterfacesOnOnePort().close();
        assertEquals(0, CounterSnapshot.take(directory.get()).count(Fate.FORWARDED));
    }

    @Test
    void snapshotPrintsOneLineForEachCounter() {
        try (DataPlaneCounters counters = twoInterfacesOnOnePort()) {
            counters.set(2, InterfaceCounter.OUT_OCTETS, 1_234_567);
        }
        List<String> lines =
                CounterSnapshot.take(directory.get()).toString().lines().toList();
        assertTrue(
                lines.contains("interface east           octets out                              1,234,567"),
                () -> String.join("\n", lines));
    }

    @Test
    void indexOfNoInterfaceIsRefused() {
        try (DataPlaneCounters counters = twoInterfacesOnOnePort()) {
            assertThrows(IllegalArgumentException.class, () -> counters.set(0, InterfaceCounter.IN_PACKETS, 1));
            assertThrows(IllegalArgumentException.class, () -> counters.set(3, InterfaceCounter.IN_PACKETS, 1));
            assertThrows(IllegalArgumentException.class, () -> counters.set(1, PortCounter.RX_FRAMES, 1));
        }
    }

    @Test
    void longPortNameIsShortened() {
        String device = "net_pcap0,rx_pcap=/" + "long/".repeat(40);
        DataPlaneCounters.create(directory.get(), List.of("west"), List.of(device))
                .close();
        assertTrue(device.startsWith(
                CounterSnapshot.take(directory.get()).ports().getFirst().name()));
    }

    @ParameterizedTest
    @MethodSource
    void idsCountFromOneWithoutGaps(List<CounterName> family) {
        assertEquals(
                IntStream.rangeClosed(1, family.size()).boxed().toList(),
                family.stream().map(CounterName::id).toList());
    }

    static List<List<? extends CounterName>> idsCountFromOneWithoutGaps() {
        return List.of(
                List.of(Fate.values()),
                List.of(InterfaceCounter.values()),
                List.of(PortCounter.values()),
                List.of(PoolCounter.values()));
    }

    private DataPlaneCounters twoInterfacesOnOnePort() {
        return DataPlaneCounters.create(directory.get(), List.of("west", "east"), List.of("net_null0"));
    }
}
