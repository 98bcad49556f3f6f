package io.umbel.dataplane.contract;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the data plane has counted for each forwarding entry, in a mapped file of records, a cache line each. Which record
 * is an entry's, the control plane decides ({@link Mfe#counters}).
 *
 * <p>One thread in the data plane writes, about once a second; any thread of any process reads. Each count is read whole;
 * two counts are not read at one instant.
 */
public final class MfeCounterFile implements AutoCloseable {
    private static final int RECORD_LENGTH = 64;

    private final MappedFile file;
    private final UnsafeBuffer buffer;

    private MfeCounterFile(MappedFile file) {
        this.file = file;
        this.buffer = file.buffer();
    }

    /**
     * Makes the file, all 0, in the place of that of an earlier data plane.
     *
     * @param records how many; entries with a higher record are not counted
     */
    public static MfeCounterFile create(SharedDirectory directory, int records) {
        directory.check();
        return new MfeCounterFile(MappedFile.createSparse(directory.mfeCounters(), records * RECORD_LENGTH));
    }

    /**
     * Opens the file for reading.
     *
     * @throws IllegalStateException with one sentence, if there is none, because no data plane has run yet
     */
    public static MfeCounterFile open(SharedDirectory directory) {
        return new MfeCounterFile(MappedFile.open(directory.mfeCounters(), "data plane", MappedFile.ANY_LENGTH));
    }

    /** Whether there is such a record. */
    public boolean has(int record) {
        return record >= 0 && record < buffer.capacity() / RECORD_LENGTH;
    }

    /** Gives a record to an entry, its counts 0. Does nothing if it is that entry's already. */
    public void begin(int record, long key) {
        int start = record * RECORD_LENGTH;
        if (buffer.getLongVolatile(start) != key) {
            buffer.putLongOrdered(start, 0);
            for (MfeCounter counter : MfeCounter.values()) {
                buffer.putLongOrdered(start + offset(counter), 0);
            }
            buffer.putLongOrdered(start, key);
        }
    }

    /** Sets a count of the record's entry. */
    public void set(int record, MfeCounter counter, long value) {
        buffer.putLongOrdered(record * RECORD_LENGTH + offset(counter), value);
    }

    /** A count of an entry; 0 if the record is not, or not yet, that entry's. */
    public long count(int record, long key, MfeCounter counter) {
        if (!has(record)) {
            return 0;
        }
        int start = record * RECORD_LENGTH;
        if (buffer.getLongVolatile(start) != key) {
            return 0;
        }
        long value = buffer.getLongVolatile(start + offset(counter));
        return buffer.getLongVolatile(start) == key ? value : 0;
    }

    private static int offset(MfeCounter counter) {
        return counter.id() * Long.BYTES;
    }

    @Override
    public void close() {
        file.close();
    }
}
