package io.umbel.dataplane.contract;

import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * The layout of the counters file: for n counters, n metadata records of Agrona's counters, then their n values. The type
 * of a counter says what is counted, its key begins with which of them (an interface index, a port id or 0) and by what
 * name (the id of a {@link CounterName}), and ends with what people call it.
 */
final class CountersFile {
    static final int FATE_TYPE = 1;
    static final int INTERFACE_TYPE = 2;
    static final int PORT_TYPE = 3;
    static final int POOL_TYPE = 4;
    static final int EXCHANGE_TYPE = 5;
    static final int LOOP_TYPE = 6;

    static final int INSTANCE_OFFSET = 0;
    static final int NAME_ID_OFFSET = 4;
    static final int INSTANCE_NAME_OFFSET = 8;

    /** The longest name of an interface or port that a key holds; the rest of a longer one is left out. */
    static final int MAX_INSTANCE_NAME_LENGTH = CountersReader.MAX_KEY_LENGTH - INSTANCE_NAME_OFFSET - Integer.BYTES;

    private static final int RECORD_LENGTH = CountersReader.METADATA_LENGTH + CountersReader.COUNTER_LENGTH;

    private CountersFile() {}

    /** Octets of a file of so many counters. */
    static int length(int counters) {
        return counters * RECORD_LENGTH;
    }

    static CountersManager manager(UnsafeBuffer file) {
        return new CountersManager(metadata(file), values(file));
    }

    static CountersReader reader(UnsafeBuffer file) {
        return new CountersReader(metadata(file), values(file));
    }

    private static UnsafeBuffer metadata(UnsafeBuffer file) {
        return new UnsafeBuffer(file, 0, count(file) * CountersReader.METADATA_LENGTH);
    }

    private static UnsafeBuffer values(UnsafeBuffer file) {
        int count = count(file);
        return new UnsafeBuffer(file, count * CountersReader.METADATA_LENGTH, count * CountersReader.COUNTER_LENGTH);
    }

    private static int count(UnsafeBuffer file) {
        return file.capacity() / RECORD_LENGTH;
    }
}
