package io.umbel.dataplane.contract;

import io.umbel.dataplane.contract.TableGenerations.Generation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.hash.locks.InterProcessDeadLockException;
import net.openhft.chronicle.hash.locks.InterProcessLock;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapAbsentEntry;
import net.openhft.chronicle.map.MapEntry;
import org.agrona.CloseHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The forwarding entries, in a Chronicle Map in the {@link SharedDirectory}: the truth from which the data plane makes its
 * flat table. What a reader sees is a whole entry, old or new.
 *
 * <p>Only the control plane makes the table and writes it. It never repairs a table that its predecessor left: it makes
 * the next generation of it, takes over the entries that can be read, and makes that the current one. So a start waits for no
 * reader, and inherits no damage and no lock. It does the same when a reader has died ({@link #renew}), which may have held a
 * lock. Readers keep what they have open until their next {@link #forEach}, which the change feed asks for every time.
 *
 * <p>An instance is for one thread at a time; any number of instances, in any number of processes, may be open.
 */
public final class MfeTable implements AutoCloseable {
    /** The most entries that a table is made for. */
    public static final int MAX_CAPACITY = 1 << 20;

    /**
     * The smallest table has room for the longest outgoing list, and, since it may outgrow its capacity, for every entry of the
     * largest table, whose successor it may be.
     */
    private static final long MIN_CAPACITY = 16_384;

    /** For sizing only: entries may have more branches than this, and then take more of the memory. */
    private static final int USUAL_OIF_COUNT = 8;

    private static final int CHUNK_LENGTH = 32;

    /** Octets of an entry beside its value, rounded up: key, length of the value, checksum. */
    private static final int ENTRY_OVERHEAD = 32;

    /** So much may entries exceed the usual length: enough for the longest outgoing list in every one of them. */
    private static final double MAX_BLOAT_FACTOR = 100;

    /** Longer than anybody holds a lock who is on a core of his own. */
    private static final int SPINS_FOR_A_LOCK = 100;

    private static final long NAP_NS = 10_000;

    private static final long LONGEST_WAIT_FOR_A_LOCK_NS = 1_000_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(MfeTable.class);

    private final TableGenerations generations;
    private final long capacity;
    private Generation generation;
    private ChronicleMap<Long, Mfe> map;

    /** @param capacity 0 for a reader, which makes no generations */
    private MfeTable(TableGenerations generations, long capacity) {
        this.generations = generations;
        this.capacity = capacity;
        this.generation = generations.current();
        this.map = openNewest();
    }

    /**
     * Makes the table, with the entries of the one that is there, if there is one. For the control plane only, and only
     * one at a time.
     *
     * @param capacity for how many entries of eight branches, 1 to {@link #MAX_CAPACITY}.
     * @throws IllegalStateException with one sentence, if what is there is of another layout.
     */
    public static MfeTable createOrRecover(SharedDirectory directory, long capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "the table has a capacity of " + capacity + " entries; allowed is 1 to " + MAX_CAPACITY);
        }
        directory.check();
        TableGenerations generations = new TableGenerations(directory);
        makeNext(generations, capacity, MfeTable::takeOver);
        return new MfeTable(generations, capacity);
    }

    /**
     * Opens the table that the control plane made.
     *
     * @throws IllegalStateException with one sentence, if there is none, or of another layout, or cut short.
     */
    public static MfeTable open(SharedDirectory directory) {
        directory.check();
        return new MfeTable(new TableGenerations(directory), 0);
    }

    /**
     * Makes the next generation, with all entries and no locks, and waits for nobody: for when a reader has died, and may have
     * held a lock. Readers are to be told by {@link MfeChanges.Publisher#restart}. For the control plane only.
     */
    public void renew() {
        if (capacity == 0) {
            throw new IllegalStateException("only the control plane renews the table");
        }
        makeNext(generations, capacity, MfeTable::takeOverRepaired);
        followGenerations();
    }

    /**
     * Adds the entry, or replaces the one of the same source and group.
     *
     * @throws IllegalStateException with one sentence, if there is no room.
     * @throws TableLockedException if it is locked.
     */
    public void put(Mfe mfe) {
        try (ExternalMapQueryContext<Long, Mfe, ?> query = map.queryContext(mfe.key())) {
            take(query.writeLock());
            Data<Mfe> value = query.wrapValueAsData(mfe);
            MapAbsentEntry<Long, Mfe> absent = query.absentEntry();
            if (absent == null) {
                query.replaceValue(Objects.requireNonNull(query.entry()), value);
            } else {
                query.insert(absent, value);
            }
        } catch (TableLockedException e) {
            throw e;
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "the table " + map.file() + " is full with " + map.size()
                            + " entries; a greater capacity is needed for " + Mfe.format(mfe.key()),
                    e);
        }
    }

    /**
     * The entry of this key, see {@link Mfe#key(int, int)}.
     *
     * @throws TableLockedException if it is locked.
     */
    public @Nullable Mfe get(long key) {
        try (ExternalMapQueryContext<Long, Mfe, ?> query = map.queryContext(key)) {
            take(query.readLock());
            MapEntry<Long, Mfe> entry = query.entry();
            return entry == null ? null : entry.value().getUsing(null);
        }
    }

    /**
     * Removes the entry of this key and says whether there was one.
     *
     * @throws TableLockedException if it is locked.
     */
    public boolean remove(long key) {
        try (ExternalMapQueryContext<Long, Mfe, ?> query = map.queryContext(key)) {
            take(query.writeLock());
            MapEntry<Long, Mfe> entry = query.entry();
            if (entry == null) {
                return false;
            }
            query.remove(entry);
            return true;
        }
    }

    /**
     * Reads the whole table, of the newest generation, in no order. Writers wait meanwhile for some of the entries, so the
     * consumer must be quick, and must not call this table.
     *
     * @throws TableLockedException if some of it is locked; the consumer may have had other entries by then.
     */
    public void forEach(Consumer<Mfe> consumer) {
        followGenerations();
        try {
            map.forEach((key, mfe) -> consumer.accept(mfe));
        } catch (InterProcessDeadLockException e) {
            throw locked(e);
        }
    }

    /** Whether there is a newer generation than the one that is open. */
    public boolean isOutdated() {
        return !generations.current().equals(generation);
    }

    /** How many entries there are. */
    public long size() {
        return map.longSize();
    }

    /** Lets go of the file, which stays for the other processes. */
    @Override
    public void close() {
        map.close();
    }

    private void followGenerations() {
        try {
            if (isOutdated()) {
                ChronicleMap<Long, Mfe> newest = openNewest();
                map.close();
                map = newest;
            }
        } catch (IllegalStateException e) {
            // The appliance is being removed; what is open stays readable.
            LOG.warn("the table is gone, its last content is read: {}", e.getMessage());
        }
    }

    /** Opens the current generation, and notes which it is. */
    private ChronicleMap<Long, Mfe> openNewest() {
        try {
            while (true) {
                Generation newest = generations.current();
                ChronicleMap<Long, Mfe> opened = openIfThere(newest);
                if (opened != null && generations.current().equals(newest)) {
                    generation = newest;
                    return opened;
                }
                if (generations.current().equals(newest)) {
                    throw new IllegalStateException("the table " + newest.file()
                            + " does not exist or is shorter than the " + newest.length()
                            + " octets that it had; start the control plane anew, which replaces it");
                }
                // A control plane made the next one meanwhile and removed this, whereupon opening may have made it
                // anew.
                CloseHelper.close(opened);
                Files.deleteIfExists(newest.file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the table cannot be opened: " + e.getMessage(), e);
        }
    }

    private static @Nullable ChronicleMap<Long, Mfe> openIfThere(Generation generation) throws IOException {
        return generation.isWhole() ? openExisting(generation.file()) : null;
    }

    private static ChronicleMap<Long, Mfe> openExisting(Path file) throws IOException {
        // The layout comes from the header of the file, whatever capacity is asked for.
        return layout(MIN_CAPACITY).createPersistedTo(file.toFile());
    }

    /** How the entries of one generation come into the next. */
    @FunctionalInterface
    private interface TakeOver {
        void copy(Path from, ChronicleMap<Long, Mfe> to) throws IOException;
    }

    private static void makeNext(TableGenerations generations, long capacity, TakeOver takeOver) {
        Generation old = generations.currentIfAny();
        Path next = generations.next(old);
        try {
            Files.deleteIfExists(next);
            try (ChronicleMap<Long, Mfe> map = layout(capacity).createPersistedTo(next.toFile())) {
                if (old != null && old.isWhole()) {
                    takeOver.copy(old.file(), map);
                } else if (old != null) {
                    LOG.warn("the table {} is gone or cut short, and its entries are lost", old.file());
                }
            }
            generations.succeed(old, next);
        } catch (IOException e) {
            throw new UncheckedIOException("the table " + next + " cannot be created: " + e.getMessage(), e);
        }
    }

    private static void takeOver(Path old, ChronicleMap<Long, Mfe> map) throws IOException {
        try (ChronicleMap<Long, Mfe> left = openExisting(old)) {
            left.forEach(map::put);
        } catch (RuntimeException e) {
            LOG.warn("a process died in the table {}, which is now repaired: {}", old, e.toString());
            takeOverRepaired(old, map);
        }
    }

    /**
     * Breaks locks and leaves out half-written entries, for which Chronicle Map must be alone with the file: so it has a
     * copy, since data planes may have the table open.
     */
    private static void takeOverRepaired(Path old, ChronicleMap<Long, Mfe> map) throws IOException {
        Path copy = SharedDirectory.beingMade(old);
        Files.copy(old, copy, StandardCopyOption.REPLACE_EXISTING);
        try (ChronicleMap<Long, Mfe> repaired = layout(MIN_CAPACITY).recoverPersistedTo(copy.toFile(), false)) {
            repaired.forEach(map::put);
        } catch (RuntimeException e) {
            LOG.warn("only {} entries of the table {} could be taken over", map.longSize(), old, e);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static ChronicleMapBuilder<Long, Mfe> layout(long capacity) {
        return ChronicleMapBuilder.of(Long.class, Mfe.class)
                .entries(Math.max(capacity, MIN_CAPACITY))
                .valueMarshaller(new MfeMarshaller())
                .averageValueSize(MfeMarshaller.length(USUAL_OIF_COUNT))
                .actualChunkSize(CHUNK_LENGTH)
                .maxChunksPerEntry((MfeMarshaller.length(Mfe.MAX_INTERFACES) + ENTRY_OVERHEAD) / CHUNK_LENGTH + 1)
                .maxBloatFactor(MAX_BLOAT_FACTOR)
                .putReturnsNull(true);
    }

    /**
     * Takes a lock. Chronicle Map's own waiting spins until its time is up or the slice of the thread is, and he who holds the lock
     * may be waiting for this very core: milliseconds.
     */
    private void take(InterProcessLock lock) {
        for (int spun = 0; spun < SPINS_FOR_A_LOCK; spun++) {
            if (lock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        long began = System.nanoTime();
        while (!lock.tryLock()) {
            if (System.nanoTime() - began > LONGEST_WAIT_FOR_A_LOCK_NS) {
                throw locked(null);
            }
            LockSupport.parkNanos(NAP_NS);
        }
    }

    private TableLockedException locked(@Nullable InterProcessDeadLockException cause) {
        return new TableLockedException(
                "the table " + map.file() + " is locked by a process that died; the control plane renews it", cause);
    }
}
