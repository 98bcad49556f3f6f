package io.umbel.dataplane.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Control plane and data plane as two processes that share nothing but the directory. */
@Tag("process")
@Timeout(120)
final class TwoProcessTest {
    private static final int UPDATES = 100_000;

    @TempDir
    private Path temporary;

    private SharedDirectory directory;

    @BeforeEach
    void makeDirectory() {
        directory = new SharedDirectory(temporary.resolve("shared")).create();
    }

    @Test
    void readerNeverSeesATornEntry() throws Exception {
        long key = VersionedMfe.key(0);
        try (MfeTable table = MfeTable.createOrRecover(directory, 1024)) {
            table.put(VersionedMfe.of(key, 0));
            try (ChildJvm reader = ChildJvm.start(TableReaderProcess.class, directory.path(), UPDATES)) {
                assertEquals("reading", reader.line());
                for (long version = 1; version <= UPDATES; version++) {
                    table.put(VersionedMfe.of(key, version));
                }
                long reads = Long.parseLong(reader.line());
                long distinctVersions = Long.parseLong(reader.line());
                System.out.println(reads + " reads saw " + distinctVersions + " versions of " + UPDATES);
                assertTrue(reads > 0);
                assertTrue(distinctVersions > 1);
                assertEquals("0", reader.line(), "torn entries");
                reader.join();
            }
        }
    }

    @Test
    void lappedReaderHasTheSameTableInTheEnd() throws Exception {
        long endKey = VersionedMfe.key(1000);
        Map<Long, Long> expected = new HashMap<>();
        try (MfeTable table = MfeTable.createOrRecover(directory, 1024);
                MfeChanges.Publisher changes = MfeChanges.publisher(directory);
                ChildJvm reader = ChildJvm.start(FeedReaderProcess.class, directory.path(), endKey)) {
            assertEquals("subscribed", reader.line());
            for (long version = 1; version <= 3L * MfeChanges.MESSAGES; version++) {
                change(table, changes, expected, VersionedMfe.key((int) (version % 500)), version);
            }
            change(table, changes, expected, endKey, 1);
            reader.tell("poll");
            assertTrue(Integer.parseInt(reader.line()) > 0, "was never lapped");
            reader.line();
            assertEquals(FeedReaderProcess.describe(expected), reader.line());
        }
    }

    @Test
    void readerThatKeepsUpHasTheSameTableInTheEnd() throws Exception {
        long endKey = VersionedMfe.key(1000);
        Map<Long, Long> expected = new HashMap<>();
        try (MfeTable table = MfeTable.createOrRecover(directory, 1024);
                MfeChanges.Publisher changes = MfeChanges.publisher(directory);
                ChildJvm reader = ChildJvm.start(FeedReaderProcess.class, directory.path(), endKey)) {
            assertEquals("subscribed", reader.line());
            reader.tell("poll");
            for (long version = 1; version <= MfeChanges.MESSAGES / 2; version++) {
                long key = VersionedMfe.key((int) (version % 500));
                if (version % 3 == 0 && expected.containsKey(key)) {
                    table.remove(key);
                    expected.remove(key);
                    changes.remove(key, version);
                } else {
                    change(table, changes, expected, key, version);
                }
            }
            change(table, changes, expected, endKey, 1);
            // The first message to a reader is that of the publisher's start.
            assertTrue(Integer.parseInt(reader.line()) <= 1, "was lapped");
            assertEquals(MfeChanges.MESSAGES / 2 + 1, Integer.parseInt(reader.line()), "messages");
            assertEquals(FeedReaderProcess.describe(expected), reader.line());
        }
    }

    @Test
    void killedControlPlaneLeavesWholeEntriesToItsSuccessor() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (ChildJvm writer = ChildJvm.start(TableWriterProcess.class, directory.path())) {
                assertEquals("all there", writer.line());
                try (MfeTable dataPlane = MfeTable.open(directory)) {
                    writer.kill();
                    try (MfeTable successor = MfeTable.createOrRecover(directory, 1024)) {
                        successor.put(VersionedMfe.of(VersionedMfe.key(0), 1));
                        dataPlane.forEach(mfe -> assertTrue(VersionedMfe.isWhole(mfe), mfe::toString));
                        assertEquals(VersionedMfe.of(VersionedMfe.key(0), 1), dataPlane.get(VersionedMfe.key(0)));
                        // The one that was being written when the process died may be lost.
                        assertTrue(successor.size() >= TableWriterProcess.KEYS - 1, "entries were lost");
                        assertEquals(successor.size(), dataPlane.size());
                    }
                }
            }
        }
    }

    @Test
    void nothingIsWrittenIntoHome() throws Exception {
        Path home = Files.createDirectory(temporary.resolve("home"));
        try (ChildJvm child = ChildJvm.start(home, QuietProcess.class, directory.path())) {
            assertEquals("1", child.line());
            child.join();
        }
        try (Stream<Path> files = Files.walk(home)) {
            assertEquals(List.of(home), files.toList());
        }
    }

    @Test
    void thereIsNothingThatCouldReportUse() {
        assertThrows(
                ClassNotFoundException.class,
                () -> Class.forName(
                        "net.openhft.chronicle.analytics.Analytics",
                        false,
                        getClass().getClassLoader()));
    }

    private static void change(
            MfeTable table, MfeChanges.Publisher changes, Map<Long, Long> expected, long key, long version) {
        table.put(VersionedMfe.of(key, version));
        changes.put(key, version);
        expected.put(key, version);
    }
}
