package io.umbel.dataplane.fib;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Where entries lie. What the table is for: {@link FibTest}. */
final class ForwardingTableTest {
    private static final int ONE_NEIGHBOURHOOD_LOG2 = 6;
    private static final long LIST = 0;

    private final ForwardingTable table = new ForwardingTable(ONE_NEIGHBOURHOOD_LOG2);

    @AfterEach
    void free() {
        table.free();
    }

    @Test
    void aNeighbourhoodTakesAsManyEntriesAsItHasSlots() {
        Set<Long> slots = new HashSet<>();
        for (long key = 1; key <= ForwardingTable.NEIGHBOURHOOD; key++) {
            slots.add(table.insert(key, LIST, key));
        }

        assertEquals(ForwardingTable.NEIGHBOURHOOD, slots.size());
        assertEquals(0, table.insert(ForwardingTable.NEIGHBOURHOOD + 1, LIST, 1), "there is room for one more");
        for (long key = 1; key <= ForwardingTable.NEIGHBOURHOOD; key++) {
            assertEquals(key, ForwardingTable.key(table.find(key)));
        }
    }

    @Test
    void anEntryWhoseHomeIsTakenLiesInTheOtherLineOfItsPair() {
        long first = 1;
        long home = table.insert(first, LIST, first);
        long second = another(home);

        long slot = table.insert(second, LIST, second);

        assertEquals(pair(home), pair(slot));
        assertEquals(slot, table.find(second));
    }

    @Test
    void aRemovedEntryLeavesNothingBehind() {
        long entry = table.insert(1, LIST, 1);
        table.unlink(entry);
        ForwardingTable.release(entry);

        assertEquals(0, table.find(1));
        assertEquals(entry, table.insert(another(entry), LIST, 2));
    }

    /** Another key that has its home there: alone in the table, it lies there. */
    private static long another(long home) {
        ForwardingTable empty = new ForwardingTable(ONE_NEIGHBOURHOOD_LOG2);
        try {
            for (long key = 2; ; key++) {
                long slot = empty.insert(key, LIST, key);
                if (slot % NativeMemory.PAGE == home % NativeMemory.PAGE) {
                    return key;
                }
                empty.unlink(slot);
                ForwardingTable.release(slot);
            }
        } finally {
            empty.free();
        }
    }

    private static long pair(long slot) {
        return slot / (2 * NativeMemory.CACHE_LINE);
    }
}
