package io.umbel.dataplane.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A file of the shared directory, mapped whole. Whoever holds {@link #buffer()} must not touch it after {@link #close()},
 * or the process ends.
 */
final class MappedFile implements AutoCloseable {
    private final MappedByteBuffer mapping;
    private final UnsafeBuffer buffer;

    private MappedFile(MappedByteBuffer mapping) {
        this.mapping = mapping;
        this.buffer = new UnsafeBuffer(mapping);
    }

    /** Makes the file, zeroed and then filled in, in the place of any other. Nobody ever sees it without its content. */
    static MappedFile create(Path path, int length, Consumer<UnsafeBuffer> content) {
        return create(path, length, content, true);
    }

    /** Makes the file, all 0, of which only what is written takes memory, and at the moment it is first written. */
    static MappedFile createSparse(Path path, int length) {
        return create(path, length, _ -> {}, false);
    }

    private static MappedFile create(Path path, int length, Consumer<UnsafeBuffer> content, boolean takeMemory) {
        Path beingMade = SharedDirectory.beingMade(path);
        try {
            Files.deleteIfExists(beingMade);
            MappedFile file = new MappedFile(IoUtil.mapNewFile(beingMade.toFile(), length, takeMemory));
            content.accept(file.buffer);
            Files.move(beingMade, path, StandardCopyOption.ATOMIC_MOVE);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + path + " cannot be created: " + e.getMessage(), e);
        }
    }

    /**
     * Opens the file.
     *
     * @param creator who makes such files, for the error.
     * @throws IllegalStateException with one sentence, if it does not exist.
     */
    static MappedFile open(Path path, String creator) {
        if (!Files.exists(path)) {
            throw new IllegalStateException(
                    "the file " + path + " does not exist; the " + creator + " creates it, so start that first");
        }
        return new MappedFile(IoUtil.mapExistingFile(path.toFile(), path.toString()));
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    @Override
    public void close() {
        IoUtil.unmap(mapping);
    }
}
