package io.umbel.dataplane.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Control plane and data plane as two processes that share nothing but the directory. */
@Tag("process")
@Timeout(120)
final class TwoProcessTest {
    private static final int UPDATES = 100_000;

    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    @Test
    void readerNeverSeesATornEntry() throws Exception {
        long key = VersionedMfe.key(0);
        try (MfeTable table = MfeTable.createOrRecover(directory.get(), 1024)) {
            table.put(VersionedMfe.of(key, 0));
            try (ChildJvm reader =
                    ChildJvm.start(TableReaderProcess.class, directory.get().path(), UPDATES)) {
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
        try (Feed feed = new Feed(directory.get())) {
            for (long version = 1; version <= 3L * MfeChanges.MESSAGES; version++) {
                feed.put(VersionedMfe.key((int) (version % 500)), version);
            }
            feed.put(Feed.END, 1);
            feed.reader.tell("poll");
            assertTrue(feed.timesLapped() > 0, "was never lapped");
            feed.messages();
            assertEquals(feed.expectedTable(), feed.table());
        }
    }

    @Test
    void readerThatKeepsUpHasTheSameTableInTheEnd() throws Exception {
        try (Feed feed = new Feed(directory.get())) {
            feed.reader.tell("poll");
            for (long version = 1; version <= MfeChanges.MESSAGES / 2; version++) {
                long key = VersionedMfe.key((int) (version % 500));
                if (version % 3 == 0) {
                    feed.remove(key, version);
                } else {
                    feed.put(key, version);
                }
            }
            feed.put(Feed.END, 1);
            // Its first message is that of the publisher's start.
            assertEquals(1, feed.timesLapped());
            assertEquals(MfeChanges.MESSAGES / 2 + 1, feed.messages());
            assertEquals(feed.expectedTable(), feed.table());
        }
    }

    @Test
    void killedControlPlaneLeavesWholeEntriesToItsSuccessor() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (ChildJvm writer =
                    ChildJvm.start(TableWriterProcess.class, directory.get().path())) {
                assertEquals("all there", writer.line());
                try (MfeTable dataPlane = MfeTable.open(directory.get())) {
                    writer.kill();
                    try (MfeTable successor = MfeTable.createOrRecover(directory.get(), 1024)) {
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
    void nothingIsWrittenIntoHome(@TempDir Path home) throws Exception {
        try (ChildJvm child =
                ChildJvm.start(home, QuietProcess.class, directory.get().path())) {
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

    /** A control plane here, and a reader of its feed in another process. */
    private static final class Feed implements AutoCloseable {
        /** The reader stops polling when the table has this. */
        static final long END = VersionedMfe.key(1000);

        final MfeTable table;
        final MfeChanges.Publisher changes;
        final ChildJvm reader;
        final Map<Long, Long> expected = new HashMap<>();

        Feed(SharedDirectory directory) throws IOException {
            table = MfeTable.createOrRecover(directory, 1024);
            changes = MfeChanges.publisher(directory);
            reader = ChildJvm.start(FeedReaderProcess.class, directory.path(), END);
            assertEquals("subscribed", reader.line());
        }

        void put(long key, long version) {
            table.put(VersionedMfe.of(key, version));
            expected.put(key, version);
            changes.put(key, version);
        }

        void remove(long key, long version) {
            table.remove(key);
            expected.remove(key);
            changes.remove(key, version);
        }

        int timesLapped() throws IOException {
            return Integer.parseInt(reader.line());
        }

        int messages() throws IOException {
            return Integer.parseInt(reader.line());
        }

        String table() throws IOException {
            return reader.line();
        }

        String expectedTable() {
            return FeedReaderProcess.describe(expected);
        }

        @Override
        public void close() {
            reader.close();
            changes.close();
            table.close();
        }
    }
}
