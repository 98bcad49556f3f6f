package io.umbel.dataplane.contract;

import java.nio.file.Files;
import java.util.function.Function;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;
import org.agrona.concurrent.broadcast.BroadcastReceiver;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;

/**
 * The change feed: tells the data plane which entries of the {@link MfeTable} have changed. A message is a hint, the table
 * is the truth: on either kind of message a reader reads the entry of that key, and finds the state of the message or a
 * later one.
 *
 * <p>To miss nothing, a reader first subscribes, then reads the whole table, then polls. The publisher waits for nobody: a
 * reader that falls a whole buffer behind is told so, and reads the whole table again.
 */
public final class MfeChanges {
    /** Octets of the buffer, a power of two: {@value #MESSAGES} messages. */
    static final int CAPACITY = 1 << 20;

    /**
     * Octets of a message with its header. It divides the capacity, so that headers are always at the same places, and a
     * reader that was overtaken in the middle of a message cannot take something else for a header.
     */
    private static final int RECORD_LENGTH = 32;

    static final int MESSAGES = CAPACITY / RECORD_LENGTH;

    private static final int FILE_LENGTH = CAPACITY + BroadcastBufferDescriptor.TRAILER_LENGTH;

    private static final int PUT = 1;
    private static final int REMOVE = 2;
    private static final int RESTART = 3;

    private static final int KEY_OFFSET = 0;
    private static final int VERSION_OFFSET = 8;
    private static final int MESSAGE_LENGTH = 24;

    private MfeChanges() {}

    /** What a subscriber is told. The calls come from within {@link Subscriber#poll}, on its thread. */
    public interface Listener {
        /** The entry was added or replaced. */
        void onPut(long key, long version);

        /** The entry was removed; the version is the one it had. */
        void onRemove(long key, long version);

        /** Changes were missed, or the control plane has started anew: read the whole table. */
        void onLapped();
    }

    /**
     * Opens the feed for publishing, and makes it if it is missing. Whoever is subscribed is told to read the whole table,
     * since the predecessor may have died after a change of the table and before its message. For the control plane only,
     * after {@link MfeTable#createOrRecover}.
     */
    public static Publisher publisher(SharedDirectory directory) {
        directory.check();
        MappedFile file = Files.exists(directory.mfeChanges())
                ? open(directory)
                : MappedFile.create(directory.mfeChanges(), FILE_LENGTH, zeroed -> {});
        return new Publisher(file, Doorbell.openOrCreate(directory, Plane.DATA));
    }

    /**
     * Joins the feed.
     *
     * @throws IllegalStateException with one sentence, if there is none.
     */
    public static Subscriber subscribe(SharedDirectory directory) {
        directory.check();
        return new Subscriber(open(directory), BroadcastReceiver::new);
    }

    private static MappedFile open(SharedDirectory directory) {
        return MappedFile.open(directory.mfeChanges(), "control plane", FILE_LENGTH);
    }

    /** The one writer of the feed. For one thread. */
    public static final class Publisher implements AutoCloseable {
        private final MappedFile file;
        private final BroadcastTransmitter transmitter;
        private final Doorbell doorbell;
        private final UnsafeBuffer message = new UnsafeBuffer(new byte[MESSAGE_LENGTH]);

        private Publisher(MappedFile file, Doorbell doorbell) {
            this.file = file;
            this.doorbell = doorbell;
            this.transmitter = new BroadcastTransmitter(file.buffer());
            restart();
        }

        /** To be called after {@link MfeTable#put}. */
        public void put(long key, long version) {
            transmit(PUT, key, version);
        }

        /** To be called after {@link MfeTable#remove}. */
        public void remove(long key, long version) {
            transmit(REMOVE, key, version);
        }

        /** To be called after {@link MfeTable#renew}: has every subscriber read the whole table. */
        public void restart() {
            transmit(RESTART, 0, 0);
        }

        private void transmit(int type, long key, long version) {
            message.putLong(KEY_OFFSET, key);
            message.putLong(VERSION_OFFSET, version);
            transmitter.transmit(type, message, 0, MESSAGE_LENGTH);
            doorbell.ring();
        }

        @Override
        public void close() {
            file.close();
        }
    }

    /** A reader of the feed, from the last message on. For one thread. */
    public static final class Subscriber implements AutoCloseable {
        /** So many messages at most in a poll, for the sake of the other duties of the caller. */
        private static final int MAX_MESSAGES = 256;

        private final MappedFile file;
        private final Function<AtomicBuffer, BroadcastReceiver> join;
        private BroadcastReceiver receiver;

        /** @param join how to join the feed at its latest message; a test joins with a receiver that is overtaken. */
        Subscriber(MappedFile file, Function<AtomicBuffer, BroadcastReceiver> join) {
            this.file = file;
            this.join = join;
            this.receiver = join.apply(file.buffer());
        }

        /**
         * Passes on what has been published since the last call, as far as it goes without waiting; after
         * {@link Listener#onLapped} the rest is left to the next call. Allocates nothing unless it was lapped.
         *
         * @return how many messages there were; 0 if the reader is up to date.
         */
        public int poll(Listener listener) {
            int messages = 0;
            while (messages < MAX_MESSAGES && receiver.receiveNext()) {
                messages++;
                int type = receiver.typeId();
                long key = receiver.buffer().getLong(receiver.offset() + KEY_OFFSET);
                long version = receiver.buffer().getLong(receiver.offset() + VERSION_OFFSET);
                // In this order: what was read counts only if the publisher has not come round to it meanwhile.
                if (!receiver.validate() || receiver.lappedCount() > 0) {
                    receiver = join.apply(file.buffer());
                    listener.onLapped();
                    break;
                }
                deliver(type, key, version, listener);
            }
            return messages;
        }

        private static void deliver(int type, long key, long version, Listener listener) {
            switch (type) {
                case PUT -> listener.onPut(key, version);
                case REMOVE -> listener.onRemove(key, version);
                default -> listener.onLapped();
            }
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
