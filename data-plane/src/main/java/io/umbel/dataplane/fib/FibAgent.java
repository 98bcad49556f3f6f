package io.umbel.dataplane.fib;

import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeCounterFile;
import io.umbel.dataplane.contract.MfeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Follows the control plane's {@link MfeTable}: applies each change that {@link MfeChanges} tells of to the {@link Fib},
 * whose one writer it is. A subscriber that was lapped reads the whole table again.
 */
public final class FibAgent implements Agent {
    private final MfeTable table;
    private final MfeChanges.Subscriber changes;
    private final Fib fib;
    private final IntFunction<@Nullable Branch> branches;
    private final MfeCounterSweep sweep;

    private final MfeChanges.Listener listener = new MfeChanges.Listener() {
        @Override
        public void onPut(long key, long version) {
            readAgain(key);
        }

        @Override
        public void onRemove(long key, long version) {
            readAgain(key);
        }

        @Override
        public void onLapped() {
            readWholeTable();
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
    }

    /** Brings the whole FIB into line with the table. To be called once before the workers poll their first frame. */
    public void readWholeTable() {
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
        return changes.poll(listener) + fib.advance() + sweep.advance();
    }

    @Override
    public String roleName() {
        return "umbel-fib";
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
