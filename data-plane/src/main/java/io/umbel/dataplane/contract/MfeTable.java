package io.umbel.dataplane.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import net.openhft.chronicle.hash.locks.InterProcessDeadLockException;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The forwarding entries, in a Chronicle Map in the {@link SharedDirectory}: the truth from which the data plane makes its
 * flat table. What a reader sees is a whole entry, old or new.
 *
 * <p>Only the control plane makes the table and writes it. It never repairs a table that its predecessor left: it makes
 * the next generation of it, takes over the entries that can be read, and moves a symbolic link from the one to the
 * other. So a start waits for no reader, and inherits no damage and no lock. Readers keep what they have open until their
 * next {@link #forEach}, which the change feed asks for at every start of the control plane.
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

    private static final Logger LOG = LoggerFactory.getLogger(MfeTable.class);

    private final SharedDirectory directory;
    private ChronicleMap<Long, Mfe> map;

    private MfeTable(SharedDirectory directory) throws IOException {
        this.directory = directory;
        this.map = openNewest(directory);
    }

    /**
     * Makes the table, with the entries of the one that is there, if there is one. For the control plane only, and only
     * one at a time.
     *
     * @param capacity for how many entries of eight branches, 1 to {@link #MAX_CAPACITY}.
     */
    public static MfeTable createOrRecover(SharedDirectory directory, long capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "the table has a capacity of " + capacity + " entries; allowed is 1 to " + MAX_CAPACITY);
        }
        directory.check();
        Path link = directory.mfeTable();
        try {
            Path old = Files.exists(link) ? link.toRealPath() : null;
            Path next = nextGeneration(link, old);
            Files.deleteIfExists(next);
            try (ChronicleMap<Long, Mfe> map = layout(capacity).createPersistedTo(next.toFile())) {
                if (old != null) {
                    takeOver(old, map);
                }
            }
            Path newLink = SharedDirectory.beingMade(link);
            Files.deleteIfExists(newLink);
            Files.createSymbolicLink(newLink, next.getFileName());
            Files.move(newLink, link, StandardCopyOption.ATOMIC_MOVE);
            if (old != null) {
                Files.deleteIfExists(old);
            }
            return new MfeTable(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the table " + link + " cannot be created: " + e.getMessage(), e);
        }
    }

    /**
     * Opens the table that the control plane made.
     *
     * @throws IllegalStateException with one sentence, if there is none.
     */
    public static MfeTable open(SharedDirectory directory) {
        directory.check();
        try {
            return new MfeTable(directory);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the table " + directory.mfeTable()
                            + " does not exist; the control plane creates it, so start that first",
                    e);
        }
    }

    /**
     * Adds the entry, or replaces the one of the same source and group.
     *
     * @throws IllegalStateException with one sentence, if there is no room.
     */
    public void put(Mfe mfe) {
        try {
            map.put(mfe.key(), mfe);
        } catch (InterProcessDeadLockException e) {
            throw locked(e);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "the table " + map.file() + " is full with " + map.size()
                            + " entries; a greater capacity is needed for " + Mfe.format(mfe.key()),
                    e);
        }
    }

    /** The entry of this key, see {@link Mfe#key(int, int)}. */
    public @Nullable Mfe get(long key) {
        try {
            return map.get(key);
        } catch (InterProcessDeadLockException e) {
            throw locked(e);
        }
    }

    /** Removes the entry of this key and says whether there was one. */
    public boolean remove(long key) {
        try {
            return map.remove(key) != null;
        } catch (InterProcessDeadLockException e) {
            throw locked(e);
        }
    }

    /**
     * Reads the whole table, of the newest generation, in no order. Writers wait meanwhile for some of the entries, so the
     * consumer must be quick, and must not call this table.
     */
    public void forEach(Consumer<Mfe> consumer) {
        followLink();
        try {
            map.forEach((key, mfe) -> consumer.accept(mfe));
        } catch (InterProcessDeadLockException e) {
            throw locked(e);
        }
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

    private void followLink() {
        try {
            if (!directory.mfeTable().toRealPath().toFile().equals(map.file())) {
                ChronicleMap<Long, Mfe> newest = openNewest(directory);
                map.close();
                map = newest;
            }
        } catch (IOException e) {
            // The appliance is being removed; what is open stays readable.
            LOG.warn("the table {} is gone, its last content is read", directory.mfeTable());
        }
    }

    private static ChronicleMap<Long, Mfe> openNewest(SharedDirectory directory) throws IOException {
        Path link = directory.mfeTable();
        while (true) {
            Path generation = link.toRealPath();
            ChronicleMap<Long, Mfe> map = openExisting(generation);
            if (link.toRealPath().equals(generation)) {
                return map;
            }
            // A control plane started meanwhile and removed that generation, whereupon opening made it anew.
            map.close();
            Files.deleteIfExists(generation);
        }
    }

    private static ChronicleMap<Long, Mfe> openExisting(Path generation) throws IOException {
        // The layout comes from the header of the file, whatever capacity is asked for.
        return layout(MIN_CAPACITY).createPersistedTo(generation.toFile());
    }

    private static Path nextGeneration(Path link, @Nullable Path old) {
        String prefix = link.getFileName() + ".";
        int number =
                old == null ? 0 : Integer.parseInt(old.getFileName().toString().substring(prefix.length()));
        return link.resolveSibling(prefix + (number + 1));
    }

    private static void takeOver(Path old, ChronicleMap<Long, Mfe> map) throws IOException {
        try (ChronicleMap<Long, Mfe> left = openExisting(old)) {
            left.forEach(map::put);
        } catch (RuntimeException e) {
            LOG.warn("a control plane died while it wrote the table {}, which is now repaired: {}", old, e.toString());
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

    private IllegalStateException locked(InterProcessDeadLockException cause) {
        return new IllegalStateException(
                "the table " + map.file()
                        + " is locked by a process that died; a start of the control plane replaces it",
                cause);
    }
}
