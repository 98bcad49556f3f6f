package io.umbel.dataplane.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A shared directory of one's own, gone when it is closed: for rehearsals, which must not touch what others read. */
public final class ScratchDirectory implements AutoCloseable {
    private final Path parent;
    private final SharedDirectory directory;

    /** Makes it where temporary files are. */
    public ScratchDirectory() {
        try {
            parent = Files.createTempDirectory("umbel-scratch");
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary directory cannot be made: " + e.getMessage(), e);
        }
        directory = new SharedDirectory(parent.resolve("shared")).create();
    }

    public SharedDirectory get() {
        return directory;
    }

    @Override
    public void close() {
        directory.remove();
        try {
            Files.delete(parent);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the temporary directory " + parent + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
