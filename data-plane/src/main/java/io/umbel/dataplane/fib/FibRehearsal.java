package io.umbel.dataplane.fib;

import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeCounterFile;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.ScratchDirectory;
import io.umbel.dataplane.contract.SharedDirectory;
import java.time.Duration;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The way of a change from the shared table into the FIB, gone some hundred times before it matters, and what there is to do without
 * changes. The first time, the JVM loads the classes on the way, and a new stream's packets would wait for that longer than they
 * are held; and what it optimises later takes a processor that a worker may need. Everything is done on tables of its own that
 * are gone afterwards.
 */
public final class FibRehearsal {
    private static final int CHANGES = 2000;

    /** So long that the JVM finds the duty cycle worth optimising; it does so beside what comes next. */
    private static final Duration IDLE = Duration.ofMillis(100);

    private static final int CYCLES_A_SWEEP = 100;

    /** TEST-NET-1 (RFC 5737) and MCAST-TEST-NET (RFC 6676). */
    private static final int SOURCE = 0xc000_0201;

    private static final int GROUPS = 0xe9fc_0000;

    private FibRehearsal() {}

    /** Takes a few tenths of a second. */
    public static void run() {
        try (ScratchDirectory scratch = new ScratchDirectory()) {
            run(scratch.get());
        }
    }

    private static void run(SharedDirectory directory) {
        try (MfeTable table = MfeTable.createOrRecover(directory, 2 * CHANGES);
                MfeChanges.Publisher publisher = MfeChanges.publisher(directory);
                MfeChanges.Subscriber subscriber = MfeChanges.subscribe(directory);
                MfeCounterFile counters = MfeCounterFile.create(directory, 2 * CHANGES);
                Fib fib = new Fib(1)) {
            FibAgent agent = new FibAgent(
                    table,
                    subscriber,
                    fib,
                    counters,
                    SystemNanoClock.INSTANCE,
                    index -> new Branch(index, 0, 0, 0, 0, false));
            for (int i = 0; i < CHANGES; i++) {
                Mfe mfe = Mfe.builder(SOURCE, GROUPS + i)
                        .iif(1)
                        .oifs(2, 3 + i % 2)
                        .counters(i)
                        .version(1)
                        .build();
                table.put(mfe);
                publisher.put(mfe.key(), mfe.version());
                agent.doWork();
            }
            long idleFrom = System.nanoTime();
            while (System.nanoTime() - idleFrom < IDLE.toNanos()) {
                for (int i = 0; i < CYCLES_A_SWEEP; i++) {
                    agent.doWork();
                }
                agent.publishCounters();
            }
        }
    }
}
