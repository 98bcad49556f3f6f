package io.umbel.dataplane.contract;

import java.nio.file.Path;

/** A control plane that changes entries, and publishes the changes, until it is killed. */
final class TableWriterProcess {
    static final int KEYS = 8;

    private TableWriterProcess() {}

    static void main(String[] arguments) {
        SharedDirectory directory = new SharedDirectory(Path.of(arguments[0]));
        try (MfeTable table = MfeTable.createOrRecover(directory, 1024);
                MfeChanges.Publisher changes = MfeChanges.publisher(directory)) {
            for (long version = 1; version < Long.MAX_VALUE; version++) {
                long key = VersionedMfe.key((int) (version % KEYS));
                table.put(VersionedMfe.of(key, version));
                changes.put(key, version);
                if (version == KEYS) {
                    System.out.println("all there");
                }
            }
        }
    }
}
