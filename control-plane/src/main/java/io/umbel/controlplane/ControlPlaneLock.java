package io.umbel.controlplane;

import io.umbel.dataplane.contract.SharedDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes sure that a shared directory has one control plane. The lock ends with the process, however that ends. */
final class ControlPlaneLock implements AutoCloseable {
    /**
     * The files that this process has locked. Asking the kernel alone would not do: a process that opens and closes a file
     * once more loses its lock of it ({@code fcntl}).
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private ControlPlaneLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws IllegalStateException with one sentence, if another control plane has it. */
    static ControlPlaneLock acquire(SharedDirectory directory) {
        Path file = directory.controlPlaneLock();
        if (HELD.add(file)) {
            FileChannel channel = lock(file);
            if (channel != null) {
                return new ControlPlaneLock(file, channel);
            }
            HELD.remove(file);
        }
        throw new IllegalStateException("the shared directory " + directory.path()
                + " has a control plane that is running; allowed is one, so stop that or use another shared-dir");
    }

    private static @Nullable FileChannel lock(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return channel;
            }
            channel.close();
            return null;
        } catch (IOException e) {
            HELD.remove(file);
            throw new UncheckedIOException("the file " + file + " cannot be locked: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            HELD.remove(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of the control plane cannot be released: " + e.getMessage(), e);
        }
    }
}
