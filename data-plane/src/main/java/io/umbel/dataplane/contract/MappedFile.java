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
 * A file of the shared directory, mapped whole: a {@link Stamp} and what follows it. Whoever holds {@link #buffer()} must not
 * touch it after {@link #close()}, or the process ends.
 */
final class MappedFile implements AutoCloseable {
    /** For a file that may be of any length. */
    static final int ANY_LENGTH = -1;

    private final MappedByteBuffer mapping;
    private final UnsafeBuffer file;
    private final UnsafeBuffer buffer;

    private MappedFile(MappedByteBuffer mapping) {
        this.mapping = mapping;
        this.file = new UnsafeBuffer(mapping);
        int stamp = Math.min(Stamp.LENGTH, file.capacity());
        this.buffer = new UnsafeBuffer(file, stamp, file.capacity() - stamp);
    }

    /**
     * Makes the file, zeroed and then filled in, in the place of any other. Nobody ever sees it without its content.
     *
     * @param length octets after the stamp
     */
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
            MappedFile made =
                    new MappedFile(IoUtil.mapNewFile(beingMade.toFile(), Stamp.LENGTH + length, takeMemory));
            Stamp.write(made.file, path);
            content.accept(made.buffer);
            Files.move(beingMade, path, StandardCopyOption.ATOMIC_MOVE);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + path + " cannot be created: " + e.getMessage(), e);
        }
    }

    /**
     * Opens the file.
     *
     * @param creator who makes such files, for the error.
     * @param length octets that it must have after the stamp, or {@link #ANY_LENGTH}
     * @throws IllegalStateException with one sentence, if it does not exist, or is another than it should be.
     */
    static MappedFile open(Path path, String creator, int length) {
        if (!Files.exists(path)) {
            throw SharedDirectory.missing(path, creator);
        }
        if (path.toFile().length() == 0) {
            // Which cannot be mapped.
            Stamp.check(new UnsafeBuffer(new byte[0]), path, 0);
        }
        MappedFile opened = new MappedFile(IoUtil.mapExistingFile(path.toFile(), path.toString()));
        try {
            Stamp.check(opened.file, path, length == ANY_LENGTH ? 0 : Stamp.LENGTH + (long) length);
            return opened;
        } catch (IllegalStateException refused) {
            opened.close();
            throw refused;
        }
    }

    /** What follows the stamp. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    @Override
    public void close() {
        IoUtil.unmap(mapping);
    }
}
