package io.umbel.controlplane;

import io.umbel.dataplane.contract.HeardChanges;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeCounter;
import io.umbel.dataplane.contract.MfeCounterFile;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.TemporarySharedDirectory;
import io.umbel.mgm.ForwardingEntry;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeCounters;
import io.umbel.mgm.MfeKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.agrona.concurrent.CachedNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MfePublisherTest {
    private static final Ipv4 SOURCE = Ipv4.parse("10.0.1.2");
    private static final Ipv4 NEWS = Ipv4.parse("239.1.1.1");
    private static final Ipv4 SPORT = Ipv4.parse("239.1.1.2");

    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    private final CachedNanoClock clock = new CachedNanoClock();
    private MfeTable table;
    private MfeChanges.Publisher changes;
    private MfeChanges.Subscriber subscriber;
    private EntryCounts counts;
    private MfePublisher publisher;

    @BeforeEach
    void open() {
        table = MfeTable.createOrRecover(directory.get(), 1000);
        changes = MfeChanges.publisher(directory.get());
        subscriber = MfeChanges.subscribe(directory.get());
        counts = new EntryCounts(directory.get(), clock);
        publisher = publisher();
    }

    @AfterEach
    void close() {
        counts.close();
        subscriber.close();
        changes.close();
        table.close();
    }

    @Test
    void nothingIsPublishedBeforeTheFlush() {
        publisher.install(entry(NEWS, 1, 2));
        assertFalse(isPublished(NEWS));
        assertEquals(1, publisher.flush());
        assertTrue(isPublished(NEWS));
    }

    @Test
    void entryThatIsRemovedAndMadeAnewIsNeverMissing() {
        publisher.install(entry(NEWS, 1, 2));
        publisher.flush();
        HeardChanges.by(subscriber);
        publisher.remove(key(NEWS));
        publisher.install(entry(NEWS, 1, 2));
        publisher.flush();
        assertEquals(List.of(), HeardChanges.by(subscriber));
    }

    @Test
    void removalIsPublished() {
        publisher.install(entry(NEWS, 1, 2));
        publisher.flush();
        publisher.remove(key(NEWS));
        publisher.flush();
        assertFalse(isPublished(NEWS));
    }

    @Test
    void nextHopsOfOneInterfaceAreOneBranch() {
        InterfaceId first = new InterfaceId(2, Ipv4.parse("10.9.0.1"));
        InterfaceId second = new InterfaceId(2, Ipv4.parse("10.9.0.2"));
        publisher.install(new ForwardingEntry(key(NEWS), InterfaceId.of(1), Ipv4.ZERO, List.of(first, second)));
        publisher.flush();
        assertEquals(1, published(NEWS).oifCount());
    }

    @Test
    void entriesHaveRecordsOfTheirOwnAndARemovedOnesIsUsedAgain() {
        publisher.install(entry(NEWS, 1, 2));
        publisher.install(entry(SPORT, 1, 2));
        publisher.flush();
        int record = published(NEWS).counters();
        assertNotEquals(record, published(SPORT).counters());
        publisher.remove(key(NEWS));
        publisher.flush();
        publisher.install(entry(Ipv4.parse("239.1.1.3"), 1, 2));
        publisher.flush();
        assertEquals(record, published(Ipv4.parse("239.1.1.3")).counters());
    }

    @Test
    void entriesOfAnEarlierControlPlaneStayUntilTheyAreKnownToBeObsolete() {
        publisher.install(entry(NEWS, 1, 2));
        publisher.install(entry(SPORT, 1, 2));
        publisher.flush();
        MfePublisher successor = publisher();
        successor.install(entry(SPORT, 1, 2));
        successor.flush();
        assertTrue(isPublished(NEWS));
        successor.removeUnconfirmed(_ -> true);
        assertFalse(isPublished(NEWS));
        assertTrue(isPublished(SPORT));
    }

    @Test
    void countsOfTheDataPlaneComeBack() {
        publisher.install(entry(NEWS, 1, 2, 3));
        publisher.flush();
        try (MfeCounterFile dataPlane = MfeCounterFile.create(directory.get(), 100)) {
            count(dataPlane, 10, 1000);
            MfeCounters counters = publisher.counters(key(NEWS));
            assertEquals(10, counters.inPackets());
            assertEquals(1000, counters.inOctets());
            assertEquals(20, counters.totalOutPackets());
            assertEquals(10, sentOn(3, counters));
        }
    }

    @Test
    void branchHasSentWhatCameSinceItJoined() {
        publisher.install(entry(NEWS, 1, 2));
        publisher.flush();
        try (MfeCounterFile dataPlane = MfeCounterFile.create(directory.get(), 100)) {
            count(dataPlane, 10, 1000);
            publisher.install(entry(NEWS, 1, 3));
            publisher.flush();
            count(dataPlane, 15, 1500);
            MfeCounters counters = publisher.counters(key(NEWS));
            assertEquals(5, sentOn(3, counters));
            assertEquals(10 + 5, counters.totalOutPackets());
        }
    }

    @Test
    void countsFollowADataPlaneThatWasRestarted() {
        publisher.install(entry(NEWS, 1, 2));
        publisher.flush();
        try (MfeCounterFile first = MfeCounterFile.create(directory.get(), 100)) {
            count(first, 10, 1000);
            assertEquals(10, publisher.counters(key(NEWS)).inPackets());
        }
        try (MfeCounterFile second = MfeCounterFile.create(directory.get(), 100)) {
            count(second, 3, 300);
            clock.advance(2_000_000_000);
            assertEquals(3, publisher.counters(key(NEWS)).inPackets());
        }
    }

    private void count(MfeCounterFile dataPlane, long packets, long octets) {
        Mfe mfe = published(NEWS);
        dataPlane.begin(mfe.counters(), mfe.key());
        dataPlane.set(mfe.counters(), MfeCounter.PACKETS, packets);
        dataPlane.set(mfe.counters(), MfeCounter.OCTETS, octets);
    }

    private MfePublisher publisher() {
        return new MfePublisher(table, changes, counts, InstantSource.fixed(Instant.EPOCH), _ -> false);
    }

    private static long sentOn(int index, MfeCounters counters) {
        return Objects.requireNonNull(counters.outgoing().get(InterfaceId.of(index)))
                .outPackets();
    }

    private boolean isPublished(Ipv4 group) {
        return table.get(Mfe.key(SOURCE.bits(), group.bits())) != null;
    }

    private Mfe published(Ipv4 group) {
        return Objects.requireNonNull(table.get(Mfe.key(SOURCE.bits(), group.bits())));
    }

    private static MfeKey key(Ipv4 group) {
        return new MfeKey(group, SOURCE);
    }

    static ForwardingEntry entry(Ipv4 group, int incoming, int... outgoing) {
        return new ForwardingEntry(
                key(group),
                InterfaceId.of(incoming),
                Ipv4.ZERO,
                IntStream.of(outgoing).mapToObj(InterfaceId::of).toList());
    }
}
