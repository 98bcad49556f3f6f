package io.umbel.dataplane.contract;

import org.agrona.DirectBuffer;

/**
 * Frames that the data plane hands to the control plane: IGMP, PIM, 224.0.0.0/24, ARP, unicast to one of our addresses.
 * Bounded, and apart from the {@link Upcalls}, so that a flood of unknown streams does not keep a report from being heard.
 *
 * <p>Workers write, each on its thread; one thread of the control plane reads.
 */
public final class Punts implements AutoCloseable {
    private static final int CAPACITY = 1 << 22;
    private static final int FRAME = 1;
    private static final int INTERFACE = 0;
    private static final int OCTETS = 8;

    /** Takes punted frames, on the thread that reads. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A frame, without frame check sequence, a VLAN tag still in it if it came with one.
         *
         * @param buffer whose octets from {@code offset} on are the frame, until this returns
         */
        void onFrame(int interfaceIndex, DirectBuffer buffer, int offset, int length);
    }

    private final MessageRing ring;
    private final Doorbell doorbell;

    private Punts(MessageRing ring, Doorbell doorbell) {
        this.ring = ring;
        this.doorbell = doorbell;
    }

    /** For the control plane only: what was punted before it started is still to be read. */
    public static Punts openOrCreate(SharedDirectory directory) {
        return new Punts(
                MessageRing.openOrCreate(directory, directory.punts(), CAPACITY),
                Doorbell.openOrCreate(directory, Plane.CONTROL));
    }

    /**
     * For the data plane.
     *
     * @throws IllegalStateException with one sentence, if no control plane has made the ring
     */
    public static Punts open(SharedDirectory directory) {
        return new Punts(
                MessageRing.open(directory, directory.punts(), CAPACITY), Doorbell.open(directory, Plane.CONTROL));
    }

    /**
     * Begins a frame of so many octets; {@link #append} writes them, {@link #end} ends it.
     *
     * @return what the other two want to know; negative if the ring is full
     */
    public int begin(int interfaceIndex, int length) {
        int index = ring.claim(FRAME, OCTETS + length);
        if (index >= 0) {
            ring.buffer().putInt(index + INTERFACE, interfaceIndex);
        }
        return index;
    }

    /** Writes octets of the frame that was begun, from a native address to their place in the frame. */
    public void append(int begun, int place, long octets, int length) {
        NativeOctets.copy(octets, ring.buffer(), begun + OCTETS + place, length);
    }

    /** Ends the frame that was begun: the control plane sees it. */
    public void end(int begun) {
        ring.commit(begun);
        doorbell.ring();
    }

    /** Hands at most so many frames to the listener, in the order in which they were written. */
    public int poll(Listener listener, int limit) {
        return ring.read(
                (type, buffer, index, length) ->
                        listener.onFrame(buffer.getInt(index + INTERFACE), buffer, index + OCTETS, length - OCTETS),
                limit);
    }

    @Override
    public void close() {
        ring.close();
    }
}
