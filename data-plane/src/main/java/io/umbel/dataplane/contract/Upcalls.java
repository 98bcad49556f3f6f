package io.umbel.dataplane.contract;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;

/**
 * What the data plane asks the control plane: packets of streams without an entry, and packets on a wrong interface (RFC 2715
 * section 2, rules 1 and 2), with their headers. Bounded: what does not fit is not asked.
 *
 * <p>Workers write, each on its thread; one thread of the control plane reads.
 */
public final class Upcalls implements AutoCloseable {
    /** The most octets of a packet that go along: the longest IPv4 header and the beginning of the data. */
    public static final int MAX_HEADER_LENGTH = 128;

    private static final int CAPACITY = 1 << 20;
    private static final int NO_MFE = 1;
    private static final int WRONG_INTERFACE = 2;
    private static final int SOURCE = 0;
    private static final int GROUP = 4;
    private static final int INTERFACE = 8;
    private static final int HEADER_LENGTH = 12;
    private static final int HEADER = 16;

    /** Takes upcalls, on the thread that reads. Addresses have their first octet most significant. */
    public interface Listener {
        /** A packet for which there is no entry. */
        void onNoMfe(int source, int group, int interfaceIndex, byte[] header);

        /** A packet that came on another than its entry's incoming interface, and was dropped. */
        void onWrongInterface(int source, int group, int interfaceIndex, byte[] header);
    }

    private final MessageRing ring;
    private final Doorbell doorbell;

    private Upcalls(MessageRing ring, Doorbell doorbell) {
        this.ring = ring;
        this.doorbell = doorbell;
    }

    /** For the control plane only: what was asked before it started is still to be read. */
    public static Upcalls openOrCreate(SharedDirectory directory) {
        return new Upcalls(
                MessageRing.openOrCreate(directory, directory.upcalls(), CAPACITY),
                Doorbell.openOrCreate(directory, Plane.CONTROL));
    }

    /**
     * For the data plane.
     *
     * @throws IllegalStateException with one sentence, if no control plane has made the ring
     */
    public static Upcalls open(SharedDirectory directory) {
        return new Upcalls(
                MessageRing.open(directory, directory.upcalls(), CAPACITY), Doorbell.open(directory, Plane.CONTROL));
    }

    /**
     * Asks for an entry.
     *
     * @param header address of the packet's IPv4 header
     * @param length octets that lie there; at most {@link #MAX_HEADER_LENGTH} of them go along
     * @return false if the ring is full
     */
    public boolean noMfe(int source, int group, int interfaceIndex, long header, int length) {
        return write(NO_MFE, source, group, interfaceIndex, header, length);
    }

    /** Tells of a packet on a wrong interface; parameters and answer as of {@link #noMfe}. */
    public boolean wrongInterface(int source, int group, int interfaceIndex, long header, int length) {
        return write(WRONG_INTERFACE, source, group, interfaceIndex, header, length);
    }

    private boolean write(int type, int source, int group, int interfaceIndex, long header, int length) {
        int taken = Math.min(length, MAX_HEADER_LENGTH);
        int index = ring.claim(type, HEADER + taken);
        if (index < 0) {
            return false;
        }
        MutableDirectBuffer buffer = ring.buffer();
        buffer.putInt(index + SOURCE, source);
        buffer.putInt(index + GROUP, group);
        buffer.putInt(index + INTERFACE, interfaceIndex);
        buffer.putInt(index + HEADER_LENGTH, taken);
        NativeOctets.copy(header, buffer, index + HEADER, taken);
        ring.commit(index);
        doorbell.ring();
        return true;
    }

    /** Hands at most so many upcalls to the listener, in the order in which they were written. */
    public int poll(Listener listener, int limit) {
        return ring.read(handler(listener), limit);
    }

    private static MessageHandler handler(Listener listener) {
        return (type, buffer, index, length) -> {
            int source = buffer.getInt(index + SOURCE);
            int group = buffer.getInt(index + GROUP);
            int interfaceIndex = buffer.getInt(index + INTERFACE);
            byte[] header = octets(buffer, index + HEADER, buffer.getInt(index + HEADER_LENGTH));
            switch (type) {
                case NO_MFE -> listener.onNoMfe(source, group, interfaceIndex, header);
                case WRONG_INTERFACE -> listener.onWrongInterface(source, group, interfaceIndex, header);
                default -> throw new IllegalStateException("an upcall of type " + type + "; allowed are 1 and 2");
            }
        };
    }

    private static byte[] octets(DirectBuffer buffer, int index, int length) {
        byte[] octets = new byte[length];
        buffer.getBytes(index, octets);
        return octets;
    }

    @Override
    public void close() {
        ring.close();
    }
}
