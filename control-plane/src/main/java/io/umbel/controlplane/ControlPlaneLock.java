package io.umbel.controlplane;

import io.umbel.dataplane.contract.SharedDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/** Makes sure that a shared directory has one control plane. The lock ends with the process, however that ends. */
final class ControlPlaneLock implements AutoCloseable {
    private final FileChannel channel;

    private ControlPlaneLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IllegalStateException with one sentence, if another control plane has it. */
    static ControlPlaneLock acquire(SharedDirectory directory) {
        try {
            FileChannel channel =
                    FileChannel.open(directory.controlPlaneLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isFree(channel)) {
                return new ControlPlaneLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the file " + directory.controlPlaneLock() + " cannot be locked: " + e.getMessage(), e);
        }
        throw new IllegalStateException("the shared directory " + directory.path()
                + " has a control plane that is running; allowed is one, so stop that or use another shared-dir");
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of the control plane cannot be released: " + e.getMessage(), e);
        }
    }
}
