package io.umbel.dataplane.fib;

import io.umbel.dataplane.contract.MfeCounter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

class FibTest {
    private static final long STREAM = 0x0a00_0102_ef01_0101L;
    private static final long OTHER_STREAM = 0x0a00_0103_ef01_0101L;

    private final Fib fib = new Fib(2);

    @AfterEach
    void close() {
        fib.close();
    }

    @Test
    void everyReaderFindsWhatWasPut() {
        fib.put(STREAM, 1, branches(2, 3));
        for (int worker = 0; worker < 2; worker++) {
            long list = list(worker, STREAM);
            assertEquals(1, OutgoingList.incoming(list));
            assertEquals(2, OutgoingList.count(list));
            long second = OutgoingList.branch(list, 1);
            assertEquals(3, OutgoingList.interfaceIndex(OutgoingList.target(second)));
            assertEquals(13, OutgoingList.port(OutgoingList.target(second)));
            assertEquals(65_535, OutgoingList.mtu(OutgoingList.target(second)));
            assertEquals(0xffff_ffff_ff03L, OutgoingList.macRaw(OutgoingList.macAndVlan(second)));
            assertEquals(4093, OutgoingList.vlanId(OutgoingList.macAndVlan(second)));
        }
    }

    @Test
    void listOf4096BranchesIsKept() {
        fib.put(STREAM, 1, branches(IntStream.range(2, 4098).toArray()));
        long list = list(0, STREAM);
        assertEquals(4096, OutgoingList.count(list));
        assertEquals(4097, OutgoingList.interfaceIndex(OutgoingList.target(OutgoingList.branch(list, 4095))));
    }

    @Test
    void removedEntryIsNotFound() {
        fib.put(STREAM, 1, branches(2));
        fib.remove(STREAM);
        assertEquals(0, find(0, STREAM));
        assertEquals(0, fib.size());
    }

    @Test
    void identicalListsAreStoredOnce() {
        fib.put(STREAM, 1, branches(2, 3));
        fib.put(OTHER_STREAM, 1, branches(2, 3));
        assertEquals(list(0, STREAM), list(0, OTHER_STREAM));
        fib.put(OTHER_STREAM, 4, branches(2, 3));
        assertNotEquals(list(0, STREAM), list(0, OTHER_STREAM));
    }

    @Test
    void changedEntryCountsOn() {
        fib.put(STREAM, 1, branches(2));
        ForwardingTable.countForwarded(find(0, STREAM), 1, 100);
        fib.put(STREAM, 1, branches(3));
        ForwardingTable.countForwarded(find(1, STREAM), 1, 50);
        assertEquals(2, fib.count(STREAM, MfeCounter.PACKETS));
        assertEquals(150, fib.count(STREAM, MfeCounter.OCTETS));
    }

    @Test
    void entryPutAnewStartsCountingAnew() {
        fib.put(STREAM, 1, branches(2));
        ForwardingTable.count(find(0, STREAM), MfeCounter.NEGATIVE);
        fib.remove(STREAM);
        fib.put(STREAM, 1, branches(2));
        assertEquals(0, fib.count(STREAM, MfeCounter.NEGATIVE));
    }

    @Test
    void countsOfARemovedEntryAreNotTold() {
        FibReader reader = fib.reader(0);
        reader.comeOnline();
        fib.put(STREAM, 1, branches(2));
        fib.put(OTHER_STREAM, 1, branches(2));
        fib.remove(STREAM);
        List<Long> told = new ArrayList<>();
        fib.walkCounts(0, Integer.MAX_VALUE, (key, _) -> told.add(key));
        assertEquals(List.of(OTHER_STREAM), told);
        reader.goOffline();
    }

    @Test
    void countsOfAllEntriesAreToldInSteps() {
        putMany(20_000);
        Map<Long, Long> told = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            ForwardingTable.countForwarded(find(i % 2, manyKey(i)), 1, i);
        }
        int slot = 0;
        do {
            slot = fib.walkCounts(slot, 1000, (key, sums) -> told.put(key, sums[MfeCounter.OCTETS.id() - 1]));
        } while (slot != 0);
        assertEquals(20_000, told.size());
        for (int i = 0; i < 20_000; i++) {
            assertEquals(i, told.get(manyKey(i)));
        }
    }

    @Test
    void whatAReaderMaySeeStaysUntilItsPassEnds() {
        FibReader reader = fib.reader(0);
        reader.comeOnline();
        fib.put(STREAM, 1, branches(2));
        long seen = find(0, STREAM);
        fib.remove(STREAM);
        fib.advance();
        fib.advance();
        assertEquals(1, OutgoingList.incoming(ForwardingTable.list(seen)), "the pass goes on");
        reader.endPass();
        fib.advance();
        assertEquals(0, ForwardingTable.list(seen), "the slot is free");
        reader.goOffline();
    }

    @Test
    void tableGrowsAndKeepsEntriesAndCounters() {
        fib.put(STREAM, 1, branches(2));
        ForwardingTable.countForwarded(find(0, STREAM), 1, 100);
        ForwardingTable beforehand = fib.reader(0).table();
        putMany(20_000);
        assertNotEquals(beforehand, fib.reader(0).table());
        settle();
        ForwardingTable.countForwarded(find(0, STREAM), 1, 100);
        assertEquals(2, fib.count(STREAM, MfeCounter.PACKETS));
        for (int i = 0; i < 20_000; i++) {
            assertNotEquals(0, find(1, manyKey(i)));
        }
    }

    @Test
    void removalLeavesNoTrail() {
        putMany(1000);
        int homes = fib.reader(0).table().homesLog2();
        for (int round = 0; round < 100; round++) {
            for (int i = 0; i < 1000; i++) {
                fib.remove(manyKey(i + 1000 * round));
                fib.put(manyKey(i + 1000 * (round + 1)), 1, branches(2));
            }
            settle();
        }
        assertEquals(1000, fib.size());
        assertEquals(homes, fib.reader(0).table().homesLog2(), "the table did not grow");
    }

    @Property(tries = 300)
    void answersAsAMapDoes(@ForAll @Size(max = 400) List<@IntRange(max = 999) Integer> operations) {
        Map<Long, Integer> model = new HashMap<>();
        try (Fib tested = new Fib(1)) {
            for (int operation : operations) {
                long key = manyKey(operation / 10 % 40);
                int incoming = operation % 10;
                if (incoming < 3) {
                    model.remove(key);
                    tested.remove(key);
                } else {
                    model.put(key, incoming);
                    tested.put(key, incoming, branches(incoming + 1));
                }
                if (operation % 7 == 0) {
                    tested.advance();
                }
            }
            for (int i = 0; i < 40; i++) {
                Integer expected = model.get(manyKey(i));
                long entry = tested.reader(0).table().find(Long.reverseBytes(manyKey(i)));
                assertEquals(expected == null, entry == 0);
                if (expected != null) {
                    assertEquals(expected, OutgoingList.incoming(ForwardingTable.list(entry)));
                }
            }
            assertEquals(model.size(), tested.size());
        }
    }

    private void putMany(int count) {
        for (int i = 0; i < count; i++) {
            fib.put(manyKey(i), 1, branches(2));
        }
    }

    private void settle() {
        fib.advance();
        fib.advance();
    }

    private static long manyKey(int i) {
        return (0x0a01_0000L + i / 256) << 32 | 0xef02_0000L + i % 256;
    }

    private long find(int worker, long key) {
        return fib.reader(worker).table().find(Long.reverseBytes(key));
    }

    private long list(int worker, long key) {
        return ForwardingTable.list(find(worker, key));
    }

    private static List<Branch> branches(int... indices) {
        return IntStream.of(indices)
                .mapToObj(index ->
                        new Branch(index, 10 + index, 0xffff_ffff_ff00L | index, 4090 + index % 6, 65_535, false))
                .toList();
    }
}
