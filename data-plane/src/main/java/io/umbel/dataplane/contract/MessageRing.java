package io.umbel.dataplane.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * A bounded ring of messages between the planes: an Agrona many-to-one ring buffer in a mapped file. It outlives both: what
 * one plane wrote before it ended, the other still reads. A ring that is full takes nothing more; the writer counts that.
 */
final class MessageRing implements AutoCloseable {
    /** So long a message that was begun and never ended may hold up the ring: its writer has died. */
    private static final int READS_BEFORE_UNBLOCK = 1_000;

    private final MappedFile file;
    private final ManyToOneRingBuffer ring;
    private int blockedReads;

    private MessageRing(MappedFile file) {
        this.file = file;
        this.ring = new ManyToOneRingBuffer(file.buffer());
    }

    /** Opens the ring, or makes it if there is none. For the control plane only. */
    static MessageRing openOrCreate(SharedDirectory directory, Path path, int capacity) {
        directory.check();
        return Files.exists(path)
                ? open(directory, path, capacity)
                : new MessageRing(MappedFile.create(path, length(capacity), _ -> {}));
    }

    /**
     * Opens a ring that the control plane has made.
     *
     * @throws IllegalStateException with one sentence, if there is none, or another than one of that capacity
     */
    static MessageRing open(SharedDirectory directory, Path path, int capacity) {
        directory.check();
        return new MessageRing(MappedFile.open(path, "control plane", length(capacity)));
    }

    private static int length(int capacity) {
        return capacity + RingBufferDescriptor.TRAILER_LENGTH;
    }

    /**
     * Begins a message of so many octets.
     *
     * @return where in {@link #buffer} to write it, before {@link #commit}; negative if the ring is full
     */
    int claim(int type, int length) {
        return ring.tryClaim(type, length);
    }

    /** The ring's memory, for a message that was {@linkplain #claim claimed}. */
    MutableDirectBuffer buffer() {
        return ring.buffer();
    }

    /** Ends a message that was claimed at that index. */
    void commit(int index) {
        ring.commit(index);
    }

    /** Writes a whole message; false if the ring is full. */
    boolean write(int type, DirectBuffer message, int length) {
        return ring.write(type, message, 0, length);
    }

    /** Reads at most so many messages. For one thread of one process. */
    int read(MessageHandler handler, int limit) {
        int messages = ring.read(handler, limit);
        if (messages > 0 || ring.size() == 0) {
            blockedReads = 0;
        } else if (++blockedReads == READS_BEFORE_UNBLOCK) {
            blockedReads = 0;
            ring.unblock();
        }
        return messages;
    }

    @Override
    public void close() {
        file.close();
    }
}
