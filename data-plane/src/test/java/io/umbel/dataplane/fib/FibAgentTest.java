package io.umbel.dataplane.fib;

import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeCounter;
import io.umbel.dataplane.contract.MfeCounterFile;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.SharedDirectory;
import java.nio.file.Path;
import org.agrona.concurrent.CachedNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

class FibAgentTest {
    private static final int SOURCE = 0x0a00_0102;
    private static final int GROUP = 0xef01_0101;
    private static final int KNOWN_INTERFACES = 10;

    @TempDir
    Path parent;

    private final CachedNanoClock clock = new CachedNanoClock();
    private MfeTable table;
    private MfeChanges.Publisher publisher;
    private MfeChanges.Subscriber subscriber;
    private Fib fib;
    private MfeCounterFile counters;
    private FibAgent agent;

    @BeforeEach
    void open() {
        SharedDirectory directory = new SharedDirectory(parent.resolve("shared")).create();
        table = MfeTable.createOrRecover(directory, 10_000);
        publisher = MfeChanges.publisher(directory);
        subscriber = MfeChanges.subscribe(directory);
        fib = new Fib(1);
        counters = MfeCounterFile.create(directory, 100);
        agent = new FibAgent(
                table,
                subscriber,
                fib,
                counters,
                clock,
                index -> index > KNOWN_INTERFACES ? null : new Branch(index, 0, 0, 0, 1500, false));
    }

    @AfterEach
    void close() {
        fib.close();
        counters.close();
        subscriber.close();
        publisher.close();
        table.close();
    }

    @Test
    void readsWhatWasInTheTableBefore() {
        table.put(entry(GROUP, 1, 2, 3));
        agent.readWholeTable();
        assertEquals(2, OutgoingList.count(list(GROUP)));
    }

    @Test
    void followsAChange() {
        publish(entry(GROUP, 1, 2, 3));
        publish(entry(GROUP, 4, 5));
        agent.doWork();
        assertEquals(4, OutgoingList.incoming(list(GROUP)));
        assertEquals(1, OutgoingList.count(list(GROUP)));
    }

    @Test
    void followsARemoval() {
        publish(entry(GROUP, 1, 2));
        agent.doWork();
        table.remove(Mfe.key(SOURCE, GROUP));
        publisher.remove(Mfe.key(SOURCE, GROUP), 2);
        agent.doWork();
        assertEquals(0, fib.size());
    }

    @Test
    void leavesOutInterfacesThatItHasNot() {
        publish(entry(GROUP, 1, 2, KNOWN_INTERFACES + 1));
        agent.doWork();
        assertEquals(1, OutgoingList.count(list(GROUP)));
    }

    @Test
    void readsTheWholeTableAgainWhenItWasLapped() {
        publish(entry(GROUP, 1, 2));
        agent.doWork();
        table.remove(Mfe.key(SOURCE, GROUP));
        publisher.remove(Mfe.key(SOURCE, GROUP), 2);
        int entries = 5000;
        for (int round = 0; round < 20; round++) {
            for (int i = 1; i <= entries; i++) {
                publisher.put(Mfe.key(SOURCE, GROUP + i), round);
            }
        }
        for (int i = 1; i <= entries; i++) {
            table.put(entry(GROUP + i, 1, 2));
        }
        while (agent.doWork() > 0) {
            // Until it has caught up.
        }
        assertEquals(entries, fib.size());
        assertNotEquals(0, list(GROUP + entries));
    }

    @Test
    void countsOfAnEntryAreSharedOnceASecond() {
        publish(counted(GROUP, 7));
        agent.doWork();
        ForwardingTable.countForwarded(find(GROUP), 1, 100);
        agent.doWork();
        assertEquals(0, counters.count(7, Mfe.key(SOURCE, GROUP), MfeCounter.OCTETS));
        clock.advance(1_000_000_000);
        while (agent.doWork() > 0) {
            // Until it has walked through all.
        }
        assertEquals(100, counters.count(7, Mfe.key(SOURCE, GROUP), MfeCounter.OCTETS));
    }

    @Test
    void recordThatIsGivenToAnotherEntryStartsAtZero() {
        publish(counted(GROUP, 7));
        agent.doWork();
        ForwardingTable.countForwarded(find(GROUP), 1, 100);
        agent.publishCounters();
        table.remove(Mfe.key(SOURCE, GROUP));
        publisher.remove(Mfe.key(SOURCE, GROUP), 1);
        publish(counted(GROUP + 1, 7));
        agent.doWork();
        assertEquals(0, counters.count(7, Mfe.key(SOURCE, GROUP), MfeCounter.OCTETS));
        assertEquals(0, counters.count(7, Mfe.key(SOURCE, GROUP + 1), MfeCounter.OCTETS));
    }

    private static Mfe counted(int group, int record) {
        return Mfe.builder(SOURCE, group)
                .iif(1)
                .oifs(2)
                .counters(record)
                .version(1)
                .build();
    }

    private void publish(Mfe mfe) {
        table.put(mfe);
        publisher.put(mfe.key(), mfe.version());
    }

    private static Mfe entry(int group, int iif, int... oifs) {
        return Mfe.builder(SOURCE, group).iif(iif).oifs(oifs).version(1).build();
    }

    private long list(int group) {
        return ForwardingTable.list(find(group));
    }

    private long find(int group) {
        return fib.reader(0).table().find(Long.reverseBytes(Mfe.key(SOURCE, group)));
    }
}
