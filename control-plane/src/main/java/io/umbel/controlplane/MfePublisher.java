package io.umbel.controlplane;

import io.umbel.controlplane.Event.MfeChanged;
import io.umbel.controlplane.Event.MfeChanged.Change;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.TableLockedException;
import io.umbel.mgm.Forwarder;
import io.umbel.mgm.ForwardingEntry;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.MfeCounters;
import io.umbel.mgm.MfeKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group manager's way to the data plane: every entry that it installs or removes reaches the shared {@link MfeTable} and
 * its change feed, and what the data plane counts comes back.
 *
 * <p>Changes are collected and published by {@link #flush}, so that an entry which changes several times in one duty cycle is
 * published once, and one that is removed and made anew is never missing. The data plane knows interfaces by their index
 * alone: next hops of one point-to-multipoint interface are one branch.
 *
 * <p>Any thread that the manager lets through may install, remove and count; one thread flushes.
 */
public final class MfePublisher implements Forwarder {
    private static final Logger LOG = LoggerFactory.getLogger(MfePublisher.class);

    private static final long NO_RECORD = -1;

    private final MfeTable table;
    private final MfeChanges.Publisher changes;
    private final EntryCounts counts;
    private final InstantSource clock;
    private volatile LongPredicate configured;
    private final Consumer<Event> events;
    /** What is to be published, by key, and the keys in the order of their first change; one without an entry is to go. */
    private final Long2ObjectHashMap<ForwardingEntry> pending = new Long2ObjectHashMap<>();

    private final LongHashSet noted = new LongHashSet();
    private final LongArrayList order = new LongArrayList();

    private final Long2LongHashMap records = new Long2LongHashMap(NO_RECORD);
    private final IntArrayList freeRecords = new IntArrayList();
    private final LongHashSet unconfirmed = new LongHashSet();
    private int nextRecord;
    private long lastVersion;

    /**
     * Takes over the entries that an earlier control plane left in the table; they are unconfirmed.
     *
     * @param configured whether the entry of a key comes from the configuration
     */
    public MfePublisher(
            MfeTable table,
            MfeChanges.Publisher changes,
            EntryCounts counts,
            InstantSource clock,
            LongPredicate configured) {
        this(table, changes, counts, clock, configured, _ -> {});
    }

    /** @param events told of every entry that changes; quick, and without waiting */
    MfePublisher(
            MfeTable table,
            MfeChanges.Publisher changes,
            EntryCounts counts,
            InstantSource clock,
            LongPredicate configured,
            Consumer<Event> events) {
        this.events = events;
        this.table = table;
        this.changes = changes;
        this.counts = counts;
        this.clock = clock;
        this.configured = configured;
        table.forEach(mfe -> {
            records.put(mfe.key(), mfe.counters());
            unconfirmed.add(mfe.key());
            nextRecord = Math.max(nextRecord, mfe.counters() + 1);
            lastVersion = Math.max(lastVersion, mfe.version());
        });
    }

    @Override
    public synchronized void install(ForwardingEntry entry) {
        long key = key(entry.key());
        note(key);
        pending.put(key, entry);
    }

    @Override
    public synchronized void remove(MfeKey key) {
        long removal = key(key);
        note(removal);
        pending.remove(removal);
    }

    @Override
    public synchronized MfeCounters counters(MfeKey key) {
        Mfe published = table.get(key(key));
        return published == null ? MfeCounters.NONE : counts.of(published);
    }

    /** Publishes what has changed; returns how many entries. */
    public synchronized int flush() {
        int published = order.size();
        for (int i = 0; i < published; i++) {
            long key = order.getLong(i);
            ForwardingEntry entry = pending.get(key);
            evenIfLocked(() -> {
                if (entry == null) {
                    withdraw(key);
                } else {
                    publish(key, entry);
                }
            });
        }
        order.clear();
        pending.clear();
        noted.clear();
        return published;
    }

    private void note(long key) {
        if (noted.add(key)) {
            order.addLong(key);
        }
    }

    /** Whether the entry of a key comes from the configuration is said by another from now on. */
    void configured(LongPredicate other) {
        configured = other;
    }

    /** The entries that are published and would be withdrawn now. */
    synchronized List<Mfe> withdrawals() {
        List<Mfe> entries = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            Mfe published = pending.containsKey(order.getLong(i)) ? null : table.get(order.getLong(i));
            if (published != null) {
                entries.add(published);
            }
        }
        return entries;
    }

    /** The entries of an earlier control plane that nobody has installed again. */
    synchronized List<Mfe> unconfirmed() {
        List<Mfe> entries = new ArrayList<>();
        for (long key : unconfirmed.stream().mapToLong(Long::longValue).toArray()) {
            Mfe mfe = table.get(key);
            if (mfe != null) {
                entries.add(mfe);
            }
        }
        return entries;
    }

    /** Removes those of {@link #unconfirmed} that are like this. */
    synchronized void removeUnconfirmed(Predicate<Mfe> like) {
        unconfirmed().stream().filter(like).forEach(mfe -> evenIfLocked(() -> withdraw(mfe.key())));
    }

    /**
     * Frees the table from what a data plane that was lost may have locked: the entries go into the next generation of it, and
     * the feed tells of that.
     */
    synchronized void renewTable() {
        long began = System.nanoTime();
        table.renew();
        changes.restart();
        LOG.info(
                "the table was made anew, with {} entries, in {} ms",
                table.size(),
                (System.nanoTime() - began) / 1_000_000);
    }

    /** Does a change, which does nothing before the first operation that finds the table locked. */
    private void evenIfLocked(Runnable change) {
        try {
            change.run();
        } catch (TableLockedException locked) {
            LOG.warn("{}", locked.getMessage());
            renewTable();
            change.run();
        }
    }

    private void publish(long key, ForwardingEntry entry) {
        unconfirmed.remove(key);
        // Most entries are new, and the map of records answers sooner than the table.
        Mfe published = records.get(key) == NO_RECORD ? null : table.get(key);
        Mfe wanted = Mfe.builder(
                        entry.key().source().bits(), entry.key().group().bits())
                .iif(entry.incoming().index())
                .upstream(entry.upstreamNeighbor().bits())
                .oifs(indices(entry))
                .flags(configured.test(key) ? Mfe.STATIC : 0)
                .counters((int) record(key))
                .version(++lastVersion)
                .created(published == null ? clock.millis() : published.created())
                .build();
        if (published == null || !published.forwardsLike(wanted)) {
            table.put(wanted);
            if (published != null) {
                counts.listChanges(published, wanted);
            }
            changes.put(key, wanted.version());
            events.accept(new MfeChanged(published == null ? Change.ADDED : Change.CHANGED, wanted));
        }
    }

    private void withdraw(long key) {
        Mfe published = table.get(key);
        if (published != null) {
            table.remove(key);
            changes.remove(key, published.version());
            events.accept(new MfeChanged(Change.REMOVED, published));
        }
        unconfirmed.remove(key);
        counts.forget(key);
        long record = records.remove(key);
        if (record != NO_RECORD) {
            freeRecords.addInt((int) record);
        }
    }

    private long record(long key) {
        long record = records.get(key);
        if (record == NO_RECORD) {
            record = freeRecords.isEmpty() ? nextRecord++ : freeRecords.popInt();
            records.put(key, record);
        }
        return record;
    }

    /** Interface indices, each once, since next hops of one interface are one branch; the list is in order of them. */
    private static int[] indices(ForwardingEntry entry) {
        int[] indices = new int[entry.outgoing().size()];
        int count = 0;
        for (InterfaceId outgoing : entry.outgoing()) {
            int index = outgoing.index();
            if (index != entry.incoming().index() && (count == 0 || indices[count - 1] != index)) {
                indices[count++] = index;
            }
        }
        return Arrays.copyOf(indices, count);
    }

    private static long key(MfeKey key) {
        return Mfe.key(key.source().bits(), key.group().bits());
    }
}
