package io.umbel.dataplane.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which file is the {@link MfeTable} at present: a file of the shared directory that says so, replaced whole whenever the
 * control plane has made the next generation.
 */
final class TableGenerations {
    /**
     * A generation.
     *
     * @param number 1 or more
     * @param file where it is
     * @param length octets that the file has at least
     */
    record Generation(long number, Path file, long length) {
        /** Whether the file is there and has not been cut short. */
        boolean isWhole() {
            return file.toFile().length() >= length;
        }
    }

    private static final int NUMBER = 0;
    private static final int FILE_LENGTH = 8;
    private static final int LENGTH = 64;

    private final Path pointer;

    TableGenerations(SharedDirectory directory) {
        this.pointer = directory.mfeTable();
    }

    /** The current generation; null if there has never been one. */
    @Nullable
    Generation currentIfAny() {
        return Files.exists(pointer) ? current() : null;
    }

    /** @throws IllegalStateException with one sentence, if there is none, or of another layout */
    Generation current() {
        try (MappedFile file = MappedFile.open(pointer, "control plane", LENGTH)) {
            long number = file.buffer().getLong(NUMBER);
            return new Generation(number, file(number), file.buffer().getLong(FILE_LENGTH));
        }
    }

    /** Where the generation after this is to be made; after null, the first. */
    Path next(@Nullable Generation current) {
        return file(current == null ? 1 : current.number() + 1);
    }

    /** Makes a file the current generation, and removes its predecessor; who has that open keeps it. */
    void succeed(@Nullable Generation predecessor, Path successor) throws IOException {
        long number = predecessor == null ? 1 : predecessor.number() + 1;
        long length = Files.size(successor);
        MappedFile.create(pointer, LENGTH, buffer -> {
                    buffer.putLong(NUMBER, number);
                    buffer.putLong(FILE_LENGTH, length);
                })
                .close();
        if (predecessor != null) {
            Files.deleteIfExists(predecessor.file());
        }
    }

    private Path file(long number) {
        return pointer.resolveSibling(pointer.getFileName() + "." + number);
    }
}
