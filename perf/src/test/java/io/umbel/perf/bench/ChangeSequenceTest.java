package io.umbel.perf.bench;

import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a table that changes under load looks like, and what is told of it. */
class ChangeSequenceTest {
    private static final int CYCLE = 20;
    private final Population population = new Population(100, 2);
    private BusyDataPlane busy;
    private ChangeSequence sequence;

    @BeforeEach
    void fill() throws IOException {
        busy = new BusyDataPlane(population.streams());
        sequence = new ChangeSequence(population, busy.table(), busy.changes());
        sequence.fill();
    }

    @AfterEach
    void remove() throws IOException {
        busy.close();
    }

    @Test
    void afterACycleTheTableHasAsManyEntriesAndSixteenHaveTheirOtherList() {
        Map<Long, List<Integer>> before = lists();
        make(CYCLE);
        Map<Long, List<Integer>> after = lists();
        assertEquals(before.size(), after.size());
        assertEquals(
                16,
                before.entrySet().stream()
                        .filter(entry -> after.containsKey(entry.getKey())
                                && !entry.getValue().equals(after.get(entry.getKey())))
                        .count());
    }

    @Test
    void anEntryThatIsForwardedIsGoneAndThenBack() {
        long key = Streams.key(population.firstPassing());
        make(CYCLE - 1);
        assertNull(busy.table().get(key));
        make(1);
        assertNotNull(busy.table().get(key));
    }

    @Test
    void theWatchedEntryChangesOnRequestOnly() {
        List<Integer> before = lists().get(ChangeSequence.watched());
        make(CYCLE * population.forwarded());
        assertEquals(before, lists().get(ChangeSequence.watched()));
        sequence.writeWatched();
        assertNotEquals(before, lists().get(ChangeSequence.watched()));
    }

    @Test
    void everyChangeIsToldOfOnce() {
        List<Long> told = new ArrayList<>();
        try (MfeChanges.Subscriber subscriber = MfeChanges.subscribe(busy.directory())) {
            make(CYCLE);
            MfeChanges.Listener listener = new MfeChanges.Listener() {
                @Override
                public void onPut(long key, long version) {
                    told.add(key);
                }

                @Override
                public void onRemove(long key, long version) {
                    told.add(-key);
                }

                @Override
                public void onLapped() {
                    // The last message before this subscriber came.
                }
            };
            while (subscriber.poll(listener) > 0) {
                // All of them.
            }
        }
        assertEquals(CYCLE, told.size());
        long passing = Streams.key(population.firstPassing());
        assertTrue(told.indexOf(-passing) < told.indexOf(passing), told::toString);
    }

    private void make(int changes) {
        for (int change = 0; change < changes; change++) {
            sequence.write();
            sequence.tell();
        }
    }

    private Map<Long, List<Integer>> lists() {
        Map<Long, List<Integer>> lists = new HashMap<>();
        busy.table().forEach(mfe -> lists.put(mfe.key(), oifs(mfe)));
        return lists;
    }

    private static List<Integer> oifs(Mfe mfe) {
        List<Integer> oifs = new ArrayList<>();
        for (int oif : mfe.oifs()) {
            oifs.add(oif);
        }
        return oifs;
    }
}
