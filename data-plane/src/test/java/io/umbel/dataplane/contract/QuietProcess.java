package io.umbel.dataplane.contract;

import java.nio.file.Path;

/** Makes a table, writes it and opens it as the data plane does. */
final class QuietProcess {
    private QuietProcess() {}

    static void main(String[] arguments) {
        SharedDirectory directory = new SharedDirectory(Path.of(arguments[0]));
        try (MfeTable written = MfeTable.createOrRecover(directory, 1024)) {
            written.put(VersionedMfe.of(VersionedMfe.key(0), 1));
            try (MfeTable read = MfeTable.open(directory)) {
                System.out.println(read.size());
            }
        }
    }
}
