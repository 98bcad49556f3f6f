package io.umbel.dataplane.fib;

import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeCounterFile;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.TableLockedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the control plane's {@link MfeTable}: applies each change that {@link MfeChanges} tells of to the {@link Fib},
 * whose one writer it is. A subscriber that was lapped reads the whole table again.
 */
public final class FibAgent implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(FibAgent.class);

    /** After a lock was in the way: the wait for it has taken long enough, and others have their turn. */
    private static final long RETRY_AFTER_NS = 100_000_000;

    private final MfeTable table;
    private final MfeChanges.Subscriber changes;
    private final Fib fib;
    private final IntFunction<@Nullable Branch> branches;
    private final MfeCounterSweep sweep;
    private final NanoClock clock;

    /** Whether the whole table is to be read, and not before when. */
    private boolean overdue;

    private long notBeforeNs;

    private final MfeChanges.Listener listener = new MfeChanges.Listener() {
        @Override
        public void onPut(long key, long version) {
            untilUnlocked(() -> readAgain(key));
        }

        @Override
        public void onRemove(long key, long version) {
            untilUnlocked(() -> readAgain(key));
        }

        @Override
        public void onLapped() {
            overdue = true;
        }
    };

    /**
     * @param changes subscribed before the table is read, so that no change falls in between
     * @param counters where the counts of entries go
     * @param branches how to send on the interface of an index; null for an interface that this data plane has not
     */
    public FibAgent(
            MfeTable table,
            MfeChanges.Subscriber changes,
            Fib fib,
            MfeCounterFile counters,
            NanoClock clock,
            IntFunction<@Nullable Branch> branches) {
        this.table = table;
        this.changes = changes;
        this.fib = fib;
        this.branches = branches;
        this.sweep = new MfeCounterSweep(counters, fib, clock);
        this.clock = clock;
        this.notBeforeNs = clock.nanoTime();
    }

    /**
     * Brings the whole FIB into line with the table. To be called once before the workers poll their first frame.
     *
     * @param atMost how long to wait if another process left the table locked
     * @throws TableLockedException if it still is then, because there is no control plane to renew it
     */
    public void readWholeTableAtStart(Duration atMost) {
        long began = clock.nanoTime();
        while (true) {
            try {
                readWholeTable();
                return;
            } catch (TableLockedException locked) {
                if (clock.nanoTime() - began > atMost.toNanos()) {
                    throw locked;
                }
                LOG.warn("{}; waiting for it", locked.getMessage());
            }
        }
    }

    void readWholeTable() {
        LongHashSet present = new LongHashSet();
        table.forEach(mfe -> {
            present.add(mfe.key());
            put(mfe);
        });
        for (long key : fib.keys()) {
            if (!present.contains(key)) {
                remove(key);
            }
        }
    }

    @Override
    public int doWork() {
        return changes.poll(listener) + catchUp() + fib.advance() + sweep.advance();
    }

    @Override
    public String roleName() {
        return "umbel-fib";
    }

    /** Reads the whole table, if that is due. */
    private int catchUp() {
        long now = clock.nanoTime();
        if (!overdue || now - notBeforeNs < 0) {
            return 0;
        }
        overdue = false;
        untilUnlocked(this::readWholeTable);
        return 1;
    }

    /** What cannot be read for a lock is read with the whole table a little later. */
    private void untilUnlocked(Runnable reading) {
        try {
            reading.run();
        } catch (TableLockedException locked) {
            LOG.warn("{}; forwarding goes on by what was read before", locked.getMessage());
            overdue = true;
            notBeforeNs = clock.nanoTime() + RETRY_AFTER_NS;
        }
    }

    /** What counts is the table's state now, whatever the change was: later ones are on their way. */
    private void readAgain(long key) {
        Mfe mfe = table.get(key);
        if (mfe == null) {
            remove(key);
        } else {
            put(mfe);
        }
    }

    /** Brings the shared counts of all entries up to date. On the agent's thread, or once that has ended. */
    public void publishCounters() {
        sweep.complete();
    }

    private void remove(long key) {
        fib.remove(key);
        sweep.forget(key);
    }

    private void put(Mfe mfe) {
        List<Branch> outgoing = new ArrayList<>(mfe.oifCount());
        for (int i = 0; i < mfe.oifCount(); i++) {
            Branch branch = branches.apply(mfe.oif(i));
            if (branch != null) {
                outgoing.add(branch);
            }
        }
        fib.put(mfe.key(), mfe.iif(), outgoing);
        sweep.assign(mfe.key(), mfe.counters());
    }
}
