package io.umbel.controlplane;

import io.umbel.dataplane.contract.ChildJvm;
import io.umbel.dataplane.contract.HeardChanges;
import io.umbel.dataplane.contract.LockHolderProcess;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.TemporarySharedDirectory;
import io.umbel.mgm.ForwardingEntry;
import io.umbel.mgm.Ipv4;
import java.time.InstantSource;
import java.util.List;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

/** A data plane was killed while it held a lock of the table: the control plane publishes on. */
@Tag("process")
@Timeout(120)
class LostDataPlaneTest {
    private static final Ipv4 SOURCE = Ipv4.parse("10.0.1.2");
    private static final Ipv4 NEWS = Ipv4.parse("239.1.1.1");
    private static final long KEY = Mfe.key(SOURCE.bits(), NEWS.bits());

    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    private MfeTable table;
    private MfeChanges.Publisher changes;
    private MfeChanges.Subscriber subscriber;
    private EntryCounts counts;
    private MfePublisher publisher;

    @BeforeEach
    void killADataPlaneInTheTable() throws Exception {
        table = MfeTable.createOrRecover(directory.get(), 1000);
        changes = MfeChanges.publisher(directory.get());
        subscriber = MfeChanges.subscribe(directory.get());
        counts = new EntryCounts(directory.get(), SystemNanoClock.INSTANCE);
        publisher = new MfePublisher(table, changes, counts, InstantSource.system(), _ -> false);
        publisher.install(entry(2));
        publisher.flush();
        try (ChildJvm dataPlane =
                ChildJvm.start(LockHolderProcess.class, directory.get().path())) {
            assertEquals("holding", dataPlane.line());
            dataPlane.kill();
        }
        HeardChanges.by(subscriber);
    }

    @AfterEach
    void close() {
        counts.close();
        subscriber.close();
        changes.close();
        table.close();
    }

    @Test
    void changeOfAnEntryIsPublishedAllTheSame() {
        publisher.install(entry(2, 3));
        assertEquals(1, publisher.flush());
        Mfe seen = published();
        assertNotNull(seen);
        assertEquals(2, seen.oifCount());
        assertEquals(List.of("lapped", "put " + KEY + " 3"), HeardChanges.by(subscriber));
    }

    @Test
    void removalOfAnEntryIsPublishedAllTheSame() {
        publisher.remove(entry(2).key());
        assertEquals(1, publisher.flush());
        assertNull(published());
        assertEquals(List.of("lapped", "remove " + KEY + " 1"), HeardChanges.by(subscriber));
    }

    @Test
    void tableThatIsRenewedInTimeIsNeverWaitedFor() {
        publisher.renewTable();
        publisher.install(entry(2, 3));
        publisher.flush();
        assertEquals(List.of("lapped", "put " + KEY + " 2"), HeardChanges.by(subscriber));
    }

    private @Nullable Mfe published() {
        try (MfeTable reader = MfeTable.open(directory.get())) {
            return reader.get(KEY);
        }
    }

    private static ForwardingEntry entry(int... outgoing) {
        return MfePublisherTest.entry(NEWS, 1, outgoing);
    }
}
