package io.umbel.dataplane.contract;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Datagrams that the control plane wants sent on an interface: queries, and the messages of routing protocols. The data plane
 * puts the Ethernet header of the interface in front: its MAC address, its VLAN tag, and the destination given here.
 *
 * <p>One thread of the control plane writes; one worker reads.
 */
public final class Injections implements AutoCloseable {
    /** The longest datagram. */
    public static final int MAX_LENGTH = 1500;

    private static final int CAPACITY = 1 << 20;
    private static final int DATAGRAM = 1;
    private static final int INTERFACE = 0;
    private static final int ETHER_TYPE = 4;
    private static final int DESTINATION = 8;
    private static final int OCTETS = 16;

    /** Takes datagrams to send, on the worker's thread. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A datagram.
         *
         * @param etherType host order
         * @param destination MAC address, first octet most significant, in the low 48 bits
         * @param octets native address of the datagram, until this returns
         */
        void onDatagram(int interfaceIndex, int etherType, long destination, long octets, int length);
    }

    private final MessageRing ring;
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[OCTETS + MAX_LENGTH]);

    private Injections(MessageRing ring) {
        this.ring = ring;
    }

    /** For the control plane only. */
    public static Injections openOrCreate(SharedDirectory directory) {
        return new Injections(MessageRing.openOrCreate(directory, directory.injections(), CAPACITY));
    }

    /**
     * For the data plane.
     *
     * @throws IllegalStateException with one sentence, if no control plane has made the ring
     */
    public static Injections open(SharedDirectory directory) {
        return new Injections(MessageRing.open(directory, directory.injections(), CAPACITY));
    }

    /**
     * Has a datagram sent; parameters as of {@link Listener#onDatagram}.
     *
     * @return false if the ring is full, because the data plane is away
     * @throws IllegalArgumentException if it is longer than {@link #MAX_LENGTH}
     */
    public boolean send(int interfaceIndex, int etherType, long destination, byte[] datagram) {
        if (datagram.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a datagram of " + datagram.length + " octets; allowed are " + MAX_LENGTH);
        }
        message.putInt(INTERFACE, interfaceIndex);
        message.putInt(ETHER_TYPE, etherType);
        message.putLong(DESTINATION, destination);
        message.putBytes(OCTETS, datagram);
        return ring.write(DATAGRAM, message, OCTETS + datagram.length);
    }

    /** What {@link #poll} wants: made once, so that polling allocates nothing. */
    public static MessageHandler handler(Listener listener) {
        return (type, buffer, index, length) -> listener.onDatagram(
                buffer.getInt(index + INTERFACE),
                buffer.getInt(index + ETHER_TYPE),
                buffer.getLong(index + DESTINATION),
                address(buffer, index + OCTETS),
                length - OCTETS);
    }

    private static long address(DirectBuffer buffer, int index) {
        return buffer.addressOffset() + index;
    }

    /** Hands at most so many datagrams on, in the order in which they were written. */
    public int poll(MessageHandler handler, int limit) {
        return ring.read(handler, limit);
    }

    @Override
    public void close() {
        ring.close();
    }
}
