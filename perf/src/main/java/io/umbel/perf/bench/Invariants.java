package io.umbel.perf.bench;

import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.InterfaceCounter;
import io.umbel.dataplane.contract.MfeCounter;
import io.umbel.dataplane.contract.MfeCounterFile;
import io.umbel.dataplane.contract.PortCounter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What must hold of the counters of a {@link Population} when nothing is in flight any more. Replicas are those that a device
 * took and those that it did not.
 */
final class Invariants {
    private static final int ETHERNET_LENGTH = 14;

    /** Two counts that must be equal. */
    record Sum(String what, long expected, long found) {
        boolean holds() {
            return expected == found;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s: %s",
                    what,
                    holds()
                            ? String.format(Locale.ROOT, "%,d", found)
                            : String.format(Locale.ROOT, "%,d instead of %,d", found, expected));
        }
    }

    private final Population population;
    private final CounterSnapshot counters;
    private final MfeCounterFile entries;
    private final List<Sum> sums = new ArrayList<>();

    private Invariants(Population population, CounterSnapshot counters, MfeCounterFile entries) {
        this.population = population;
        this.counters = counters;
        this.entries = entries;
    }

    /** All of them, whether or not they hold. */
    static List<Sum> of(Population population, CounterSnapshot counters, MfeCounterFile entries) {
        Invariants invariants = new Invariants(population, counters, entries);
        invariants.addFrames();
        invariants.addLists();
        invariants.addEntries();
        return List.copyOf(invariants.sums);
    }

    private void add(String what, long expected, long found) {
        sums.add(new Sum(what, expected, found));
    }

    /** Every frame that a device gave has one fate, and every replica that a device took was given to it. */
    private void addFrames() {
        add("frames received, by fate", port(PortCounter.RX_FRAMES), counters.frames());
        add("frames received, by device", port(PortCounter.RX_FRAMES), port(PortCounter.DEVICE_RX_FRAMES));
        add(
                "frames received, by interface",
                port(PortCounter.RX_FRAMES),
                of(1, InterfaceCounter.IN_PACKETS) + of(2, InterfaceCounter.IN_PACKETS));
        add("replicas sent, by device", port(PortCounter.TX_FRAMES), port(PortCounter.DEVICE_TX_FRAMES));
        add(
                "frames held, then released or dropped",
                counters.count(Fate.HELD),
                counters.count(ExchangeCounter.HELD_RELEASED) + counters.count(ExchangeCounter.HELD_EXPIRED));
    }

    /** A datagram leaves by all interfaces of one list that its entry had, and by no other. */
    private void addLists() {
        addList("first list", population.one(), Population.STAYING_FRAME);
        addList("second list", population.other(), Population.STAYING_FRAME);
        addList("list of entries that go and come", population.passing(), Population.PASSING_FRAME);
        add(
                "replicas by a list for which nothing is sent",
                0,
                replicas(population.unused()[0]));
    }

    private void addList(String name, int[] list, int frame) {
        long each = replicas(list[0]);
        for (int index : list) {
            add(name + ", replicas by interface " + index, each, replicas(index));
            add(
                    name + ", octets by interface " + index,
                    frame * of(index, InterfaceCounter.OUT_PACKETS),
                    of(index, InterfaceCounter.OUT_OCTETS));
        }
    }

    /** What entries count is what came for them, and what left by their lists. */
    private void addEntries() {
        long packets = entries(MfeCounter.PACKETS);
        long staying = of(1, InterfaceCounter.IN_PACKETS);
        long passing = replicas(population.passing()[0]);
        add("packets of entries that stay", staying, packets);
        add(
                "octets of entries that stay",
                (long) (Population.STAYING_FRAME - ETHERNET_LENGTH) * packets,
                entries(MfeCounter.OCTETS));
        add(
                "datagrams that left by their lists",
                packets,
                replicas(population.one()[0]) + replicas(population.other()[0]));
        add(
                "forwarded in all",
                counters.count(Fate.FORWARDED) + counters.count(ExchangeCounter.HELD_RELEASED),
                packets + passing);
        add(
                "received for entries that go and come",
                of(2, InterfaceCounter.IN_PACKETS),
                passing + counters.count(ExchangeCounter.HELD_EXPIRED) + dropped());
    }

    private long dropped() {
        return counters.frames() - counters.count(Fate.FORWARDED) - counters.count(Fate.HELD);
    }

    private long entries(MfeCounter counter) {
        return IntStream.range(Population.firstStaying(), Population.firstStaying() + population.forwarded())
                .mapToLong(stream -> entries.count(stream, Streams.key(stream), counter))
                .sum();
    }

    private long replicas(int index) {
        return Arrays.stream(new InterfaceCounter[] {
                    InterfaceCounter.OUT_PACKETS, InterfaceCounter.OUT_DISCARDS, InterfaceCounter.OUT_TOO_BIG
                })
                .mapToLong(counter -> of(index, counter))
                .sum();
    }

    private long of(int index, InterfaceCounter counter) {
        return Objects.requireNonNull(
                counters.interfaces().get(index - 1).counts().get(counter));
    }

    private long port(PortCounter counter) {
        return counters.ports().stream()
                .mapToLong(port -> Objects.requireNonNull(port.counts().get(counter)))
                .sum();
    }
}
