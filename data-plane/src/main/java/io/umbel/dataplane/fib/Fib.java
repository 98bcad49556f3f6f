package io.umbel.dataplane.fib;

import io.umbel.dataplane.contract.MfeCounter;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The forwarding information base: which stream goes where. One thread writes it; each worker reads its own {@link
 * ForwardingTable} through its {@link FibReader}.
 *
 * <p>Keys are {@code (source << 32) | group}, addresses with the first octet most significant.
 */
public final class Fib implements AutoCloseable {
    /** Homes of a new table, as a power of two. */
    private static final int INITIAL_HOMES_LOG2 = 12;

    private static final MfeCounter[] COUNTERS = MfeCounter.values();

    /** What the writer knows of an entry. */
    private record Entry(long identity, OutgoingLists.Shared list) {}

    private final List<FibReader> readers;
    private final GracePeriod grace;
    private final OutgoingLists lists = new OutgoingLists();
    private final Long2ObjectHashMap<Entry> entries = new Long2ObjectHashMap<>();

    /** What entries had counted in tables that have been replaced since, by identity. */
    private final Long2ObjectHashMap<long[]> inherited = new Long2ObjectHashMap<>();

    /** Of the entry whose counts are being told. */
    private final long[] sums = new long[COUNTERS.length];

    private long lastIdentity;

    /** An empty FIB for so many workers. */
    public Fib(int workers) {
        List<FibReader> created = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            created.add(new FibReader(new ForwardingTable(INITIAL_HOMES_LOG2)));
        }
        this.readers = List.copyOf(created);
        this.grace = new GracePeriod(readers);
    }

    /** The view for worker number {@code worker}, from 0. */
    public FibReader reader(int worker) {
        return readers.get(worker);
    }

    /** Adds an entry, or changes where it comes from and goes to; its counters go on. Workers see it in their next pass. */
    public void put(long key, int incoming, List<Branch> branches) {
        OutgoingLists.Shared list = lists.share(incoming, branches);
        Entry before = entries.get(key);
        if (before == null) {
            Entry entry = new Entry(++lastIdentity, list);
            entries.put(key, entry);
            readers.forEach(reader -> insert(reader, raw(key), entry));
        } else {
            entries.put(key, new Entry(before.identity, list));
            readers.forEach(reader -> ForwardingTable.replaceList(reader.table().find(raw(key)), list.address()));
            grace.defer(before.list::release);
        }
    }

    /** Removes an entry, if it is there. */
    public void remove(long key) {
        Entry entry = entries.remove(key);
        if (entry == null) {
            return;
        }
        for (FibReader reader : readers) {
            ForwardingTable table = reader.table();
            long slot = table.find(raw(key));
            table.unlink(slot);
            grace.defer(() -> ForwardingTable.release(slot));
        }
        grace.defer(() -> {
            entry.list.release();
            inherited.remove(entry.identity);
        });
    }

    /** The keys of all entries at present. */
    public long[] keys() {
        return entries.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    /** Entries at present. */
    public int size() {
        return entries.size();
    }

    /** What all workers have counted for an entry; 0 if there is none. */
    public long count(long key, MfeCounter counter) {
        long slot = readers.getFirst().table().find(raw(key));
        return slot == 0 ? 0 : sums(key, slot)[counter.id() - 1];
    }

    /**
     * Tells what all workers have counted for some of the entries, in the order in which they lie in memory. A walk from slot 0 to
     * the end tells of each that is there all the while; of some twice, if the table grows meanwhile.
     *
     * @param from the slot to begin with
     * @param slots how many to look into
     * @return the slot to go on with, or 0 at the end
     */
    int walkCounts(int from, int slots, CountsListener listener) {
        ForwardingTable table = readers.getFirst().table();
        int to = Math.min(table.slotCount(), from + slots);
        for (int slot = from; slot < to; slot++) {
            long counting = table.entryIn(slot);
            if (counting != 0) {
                long key = raw(ForwardingTable.key(counting));
                listener.onCounts(key, sums(key, counting));
            }
        }
        return to == table.slotCount() ? 0 : to;
    }

    /** Who is told what entries have counted. */
    interface CountsListener {
        /**
         * What an entry has counted.
         *
         * @param sums by the ids of {@link MfeCounter}, which begin with 1; only during the call
         */
        void onCounts(long key, long[] sums);
    }

    /** @param first where the first worker counts for the entry */
    private long[] sums(long key, long first) {
        // Without a look at what the writer knows of the entry, which would have to come from memory too.
        long[] before = inherited.isEmpty() ? null : inherited.get(ForwardingTable.identity(first));
        for (int i = 0; i < sums.length; i++) {
            sums[i] = before == null ? 0 : before[i];
        }
        add(sums, first);
        for (int other = 1; other < readers.size(); other++) {
            add(sums, readers.get(other).table().find(raw(key)));
        }
        return sums;
    }

    private static void add(long[] sums, long slot) {
        for (MfeCounter counter : COUNTERS) {
            sums[counter.id() - 1] += ForwardingTable.read(slot, counter);
        }
    }

    /** Frees what no worker can see any more. To be called now and then; returns how much there was to do. */
    public int advance() {
        return grace.advance();
    }

    /** Frees everything. The workers have stopped. */
    @Override
    public void close() {
        for (long key : keys()) {
            remove(key);
        }
        while (grace.pending()) {
            grace.advance();
        }
        readers.forEach(reader -> reader.table().free());
    }

    private void insert(FibReader reader, long key, Entry entry) {
        if (reader.table().crowded()) {
            grow(reader);
        }
        while (reader.table().insert(key, entry.list.address(), entry.identity) == 0) {
            grow(reader);
        }
    }

    /** Replaces a reader's table by one of twice the size. The worker counts on in the old one until it sees the new. */
    private void grow(FibReader reader) {
        ForwardingTable old = reader.table();
        ForwardingTable replacement = copy(old, old.homesLog2() + 1);
        reader.replaceTable(replacement);
        grace.defer(() -> {
            old.forEach(this::inherit);
            old.free();
        });
    }

    private static ForwardingTable copy(ForwardingTable old, int homesLog2) {
        ForwardingTable copy = new ForwardingTable(homesLog2);
        boolean[] full = new boolean[1];
        old.forEach(entry -> full[0] |=
                copy.insert(ForwardingTable.key(entry), ForwardingTable.list(entry), ForwardingTable.identity(entry))
                        == 0);
        if (full[0]) {
            copy.free();
            return copy(old, homesLog2 + 1);
        }
        return copy;
    }

    /** Keeps what was counted in an entry of a table that is about to be freed, unless the entry is gone. */
    private void inherit(long slot) {
        long identity = ForwardingTable.identity(slot);
        Entry entry = entries.get(raw(ForwardingTable.key(slot)));
        if (entry == null || entry.identity != identity || !ForwardingTable.hasCounted(slot)) {
            return;
        }
        add(inherited.computeIfAbsent(identity, _ -> new long[COUNTERS.length]), slot);
    }

    /** Source and group as they lie side by side in a header, and back. */
    private static long raw(long key) {
        return Long.reverseBytes(key);
    }
}
