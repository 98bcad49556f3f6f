package io.umbel.dataplane.contract;

import java.nio.file.Path;
import java.util.BitSet;

/** Reads one entry over and over until it has the last version, and says what it saw. */
final class TableReaderProcess {
    private TableReaderProcess() {}

    static void main(String[] arguments) {
        long lastVersion = Long.parseLong(arguments[1]);
        long key = VersionedMfe.key(0);
        long reads = 0;
        long torn = 0;
        BitSet versions = new BitSet();
        try (MfeTable table = MfeTable.open(new SharedDirectory(Path.of(arguments[0])))) {
            System.out.println("reading");
            long version = 0;
            while (version < lastVersion) {
                Mfe mfe = table.get(key);
                reads++;
                if (mfe == null || !VersionedMfe.isWhole(mfe)) {
                    torn++;
                } else {
                    version = mfe.version();
                    versions.set((int) version);
                }
            }
        }
        System.out.println(reads);
        System.out.println(versions.cardinality());
        System.out.println(torn);
    }
}
