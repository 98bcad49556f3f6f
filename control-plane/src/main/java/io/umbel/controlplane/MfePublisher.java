package io.umbel.controlplane;

import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.mgm.Forwarder;
import io.umbel.mgm.ForwardingEntry;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.MfeCounters;
import io.umbel.mgm.MfeKey;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.Long2LongHashMap;

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
final class MfePublisher implements Forwarder {
    private static final long NO_RECORD = -1;

    private final MfeTable table;
    private final MfeChanges.Publisher changes;
    private final EntryCounts counts;
    private final InstantSource clock;
    private final LongPredicate configured;
    private final Map<Long, Optional<ForwardingEntry>> pending = new LinkedHashMap<>();
    private final Long2LongHashMap records = new Long2LongHashMap(NO_RECORD);
    private final IntArrayList freeRecords = new IntArrayList();
    private final Set<Long> unconfirmed = new HashSet<>();
    private int nextRecord;
    private long lastVersion;

    /**
     * Takes over the entries that an earlier control plane left in the table; they are unconfirmed.
     *
     * @param configured whether the entry of a key comes from the configuration
     */
    MfePublisher(
            MfeTable table,
            MfeChanges.Publisher changes,
            EntryCounts counts,
            InstantSource clock,
            LongPredicate configured) {
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
        pending.put(key(entry.key()), Optional.of(entry));
    }

    @Override
    public synchronized void remove(MfeKey key) {
        pending.put(key(key), Optional.empty());
    }

    @Override
    public synchronized MfeCounters counters(MfeKey key) {
        Mfe published = table.get(key(key));
        return published == null ? MfeCounters.NONE : counts.of(published);
    }

    /** Publishes what has changed; returns how many entries. */
    synchronized int flush() {
        int published = pending.size();
        pending.forEach((key, entry) -> entry.ifPresentOrElse(this::publish, () -> withdraw(key)));
        pending.clear();
        return published;
    }

    /** Removes the entries of an earlier control plane that nobody has installed again. */
    synchronized void removeUnconfirmed() {
        List.copyOf(unconfirmed).forEach(this::withdraw);
    }

    private void publish(ForwardingEntry entry) {
        long key = key(entry.key());
        unconfirmed.remove(key);
        Mfe published = table.get(key);
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
            if (published != null) {
                counts.listChanges(published, wanted);
            }
            table.put(wanted);
            changes.put(key, wanted.version());
        }
    }

    private void withdraw(long key) {
        unconfirmed.remove(key);
        counts.forget(key);
        long record = records.remove(key);
        if (record != NO_RECORD) {
            freeRecords.addInt((int) record);
        }
        Mfe published = table.get(key);
        if (published != null) {
            table.remove(key);
            changes.remove(key, published.version());
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

    private static int[] indices(ForwardingEntry entry) {
        return entry.outgoing().stream()
                .mapToInt(InterfaceId::index)
                .distinct()
                .filter(index -> index != entry.incoming().index())
                .toArray();
    }

    private static long key(MfeKey key) {
        return Mfe.key(key.source().bits(), key.group().bits());
    }
}
