package io.umbel.dataplane.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class MfeTableTest {
    private static final long KEY = VersionedMfe.key(0);

    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 200, 4095})
    void entryIsReadAsItWasPut(int branches) {
        Mfe mfe = withBranches(KEY, branches);
        try (MfeTable table = MfeTable.createOrRecover(directory.get(), 1)) {
            table.put(mfe);
            assertEquals(mfe, table.get(KEY));
        }
    }

    @Test
    void putReplacesTheEntryOfTheSameKey() {
        try (MfeTable table = MfeTable.createOrRecover(directory.get(), 1)) {
            table.put(VersionedMfe.of(KEY, 200));
            table.put(VersionedMfe.of(KEY, 201));
            table.put(VersionedMfe.of(KEY, 203));
            assertEquals(VersionedMfe.of(KEY, 203), table.get(KEY));
            assertEquals(1, table.size());
        }
    }

    @Test
    void removeSaysWhetherThereWasAnEntry() {
        try (MfeTable table = MfeTable.createOrRecover(directory.get(), 1)) {
            table.put(VersionedMfe.of(KEY, 1));
            assertTrue(table.remove(KEY));
            assertFalse(table.remove(KEY));
            assertNull(table.get(KEY));
        }
    }

    @Test
    void putWaitsForALockAsleep() throws InterruptedException {
        try (MfeTable table = MfeTable.createOrRecover(directory.get(), 1)) {
            table.put(VersionedMfe.of(KEY, 1));
            waitsAsleepWhileTheEntryIsRead(() -> table.put(VersionedMfe.of(KEY, 2)));
            assertEquals(VersionedMfe.of(KEY, 2), table.get(KEY));
        }
    }

    @Test
    void removeWaitsForALockAsleep() throws InterruptedException {
        try (MfeTable table = MfeTable.createOrRecover(directory.get(), 1)) {
            table.put(VersionedMfe.of(KEY, 1));
            waitsAsleepWhileTheEntryIsRead(() -> table.remove(KEY));
            assertNull(table.get(KEY));
        }
    }

    /** It does not spin: the holder of the lock may need its core. */
    private void waitsAsleepWhileTheEntryIsRead(Runnable call) throws InterruptedException {
        Thread waiter = new Thread(call);
        try (MfeTable reader = MfeTable.open(directory.get())) {
            reader.forEach(_ -> {
                waiter.start();
                awaitAsleep(waiter);
            });
        }
        waiter.join();
    }

    private static void awaitAsleep(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            assertTrue(thread.isAlive(), "it did not wait");
            Thread.onSpinWait();
        }
    }

    @Test
    void forEachReadsEveryEntryOnce() {
        Map<Long, Mfe> expected = new HashMap<>();
        try (MfeTable table = MfeTable.createOrRecover(directory.get(), 1000)) {
            for (int number = 0; number < 1000; number++) {
                Mfe mfe = VersionedMfe.of(VersionedMfe.key(number), number);
                table.put(mfe);
                expected.put(mfe.key(), mfe);
            }
            Map<Long, Mfe> read = new HashMap<>();
            table.forEach(mfe -> assertNull(read.put(mfe.key(), mfe)));
            assertEquals(expected, read);
        }
    }

    @Test
    void everyEntryMayHaveTheLongestList() {
        try (MfeTable table = MfeTable.createOrRecover(directory.get(), 1024)) {
            for (int number = 0; number < 1024; number++) {
                table.put(withBranches(VersionedMfe.key(number), 4095));
            }
            assertEquals(1024, table.size());
            assertEquals(withBranches(VersionedMfe.key(1023), 4095), table.get(VersionedMfe.key(1023)));
        }
    }

    @Test
    void fullTableRefusesWithASentenceAndKeepsWhatItHas() {
        try (MfeTable table = MfeTable.createOrRecover(directory.get(), 1)) {
            IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> {
                for (int number = 0; number < 1_000_000; number++) {
                    table.put(withBranches(VersionedMfe.key(number), 4095));
                }
            });
            assertLinesMatch(
                    List.of("the table .*/mfe-table\\.3\\.1 is full with \\d+ entries; "
                            + "a greater capacity is needed for \\(10\\..*, 239\\.1\\.1\\.1\\)"),
                    List.of(String.valueOf(refusal.getMessage())));
            assertEquals(withBranches(KEY, 4095), table.get(KEY));
        }
    }

    @Test
    @Tag("soak")
    void aMillionEntriesFit() {
        try (MfeTable table = MfeTable.createOrRecover(directory.get(), MfeTable.MAX_CAPACITY)) {
            for (int number = 0; number < MfeTable.MAX_CAPACITY; number++) {
                table.put(withBranches(VersionedMfe.key(number), 8));
            }
            assertEquals(MfeTable.MAX_CAPACITY, table.size());
        }
    }

    @Test
    void entriesOutliveTheControlPlane() {
        try (MfeTable table = MfeTable.createOrRecover(directory.get(), 1024)) {
            table.put(VersionedMfe.of(KEY, 7));
        }
        try (MfeTable table = MfeTable.createOrRecover(directory.get(), 5000)) {
            assertEquals(VersionedMfe.of(KEY, 7), table.get(KEY));
        }
    }

    @Test
    void smallestTableTakesOverTheEntriesOfALargeOne() {
        int entries = 200_000;
        try (MfeTable table = MfeTable.createOrRecover(directory.get(), entries)) {
            for (int number = 0; number < entries; number++) {
                table.put(withBranches(VersionedMfe.key(number), 8));
            }
        }
        try (MfeTable table = MfeTable.createOrRecover(directory.get(), 1)) {
            assertEquals(entries, table.size());
        }
    }

    @Test
    void openTableIsReadableUntilItFollowsTheNewControlPlane() {
        try (MfeTable first = MfeTable.createOrRecover(directory.get(), 1024);
                MfeTable dataPlane = MfeTable.open(directory.get())) {
            first.put(VersionedMfe.of(KEY, 1));
            try (MfeTable second = MfeTable.createOrRecover(directory.get(), 1024)) {
                second.put(VersionedMfe.of(KEY, 2));
                assertEquals(VersionedMfe.of(KEY, 1), dataPlane.get(KEY));
                dataPlane.forEach(mfe -> {});
                assertEquals(VersionedMfe.of(KEY, 2), dataPlane.get(KEY));
            }
        }
    }

    @Test
    void tableThatNobodyMadeIsNotOpened() {
        assertEquals(
                "the file " + directory.get().mfeTable()
                        + " does not exist; the control plane creates it, so start that first",
                assertThrows(IllegalStateException.class, () -> MfeTable.open(directory.get()))
                        .getMessage());
    }

    @Test
    void capacityBeyondTheMaximumIsRefused() {
        assertEquals(
                "the table has a capacity of 1048577 entries; allowed is 1 to 1048576",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> MfeTable.createOrRecover(directory.get(), MfeTable.MAX_CAPACITY + 1L))
                        .getMessage());
    }

    private static Mfe withBranches(long key, int branches) {
        return Mfe.builder(Mfe.sourceOf(key), Mfe.groupOf(key))
                .iif(1)
                .oifs(IntStream.range(0, branches).map(branch -> 2 + branch).toArray())
                .build();
    }
}
