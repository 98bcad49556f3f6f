package io.umbel.dataplane.fib;

import io.umbel.dataplane.contract.ChildJvm;
import io.umbel.dataplane.contract.LockHolderProcess;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeCounterFile;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.TableLockedException;
import io.umbel.dataplane.contract.TemporarySharedDirectory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** A data plane was killed while it held a lock of the table. */
@Tag("process")
@Timeout(120)
final class LockedTableTest {
    private static final Mfe ENTRY =
            Mfe.builder(0x0a00_0102, 0xef01_0101).iif(1).oifs(2).version(1).build();

    private static final Mfe CHANGED =
            Mfe.builder(0x0a00_0102, 0xef01_0101).iif(1).oifs(2, 3).version(2).build();

    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    private MfeTable controlPlane;
    private MfeChanges.Publisher changes;
    private MfeTable dataPlane;
    private MfeChanges.Subscriber subscriber;
    private MfeCounterFile counters;
    private final Fib fib = new Fib(1);
    private FibAgent agent;

    @BeforeEach
    void killADataPlaneInTheTable() throws Exception {
        controlPlane = MfeTable.createOrRecover(directory.get(), 1024);
        controlPlane.put(ENTRY);
        changes = MfeChanges.publisher(directory.get());
        dataPlane = MfeTable.open(directory.get());
        subscriber = MfeChanges.subscribe(directory.get());
        counters = MfeCounterFile.create(directory.get(), 16);
        agent = new FibAgent(
                dataPlane,
                subscriber,
                fib,
                counters,
                SystemNanoClock.INSTANCE,
                index -> new Branch(index, 0, 0, 0, 1500, false));
        try (ChildJvm killed =
                ChildJvm.start(LockHolderProcess.class, directory.get().path())) {
            assertEquals("holding", killed.line());
            killed.kill();
        }
    }

    @AfterEach
    void close() {
        counters.close();
        subscriber.close();
        dataPlane.close();
        changes.close();
        controlPlane.close();
        fib.close();
    }

    @Test
    void controlPlaneCannotWriteUntilItHasRenewedTheTable() {
        assertThrows(TableLockedException.class, () -> controlPlane.put(CHANGED));
        controlPlane.renew();
        controlPlane.put(CHANGED);
        assertEquals(CHANGED, controlPlane.get(ENTRY.key()));
    }

    @Test
    void dataPlaneStartsOnceTheTableIsRenewed() throws Exception {
        CompletableFuture<Void> start =
                CompletableFuture.runAsync(() -> agent.readWholeTableAtStart(Duration.ofSeconds(60)));
        assertThrows(TableLockedException.class, () -> controlPlane.put(CHANGED), "the start waits for the same lock");
        controlPlane.renew();
        start.get(60, TimeUnit.SECONDS);
        assertEquals(1, fib.size());
    }

    @Test
    void dataPlaneWithoutAControlPlaneGivesUpWithASentence() {
        TableLockedException refusal =
                assertThrows(TableLockedException.class, () -> agent.readWholeTableAtStart(Duration.ofMillis(1)));
        assertEquals(
                "the table " + directory.get().path().resolve("mfe-table.3.1")
                        + " is locked by a process that died; the control plane renews it",
                refusal.getMessage());
    }

    @Test
    void runningDataPlaneReadsTheRenewedTableLater() {
        changes.restart();
        agent.doWork();
        assertEquals(0, fib.size(), "the lock is in the way");
        controlPlane.renew();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (fib.size() == 0 && System.nanoTime() - deadline < 0) {
            agent.doWork();
        }
        assertEquals(1, fib.size());
    }
}
