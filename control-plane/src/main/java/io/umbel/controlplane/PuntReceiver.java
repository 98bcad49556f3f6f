package io.umbel.controlplane;

import io.umbel.dataplane.contract.Punts;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * Hands punted datagrams to those who speak their protocol; what nobody speaks is ignored. For the thread that drives the
 * group manager.
 */
final class PuntReceiver implements Punts.Listener {
    /** Takes the IPv4 datagrams of a protocol. */
    @FunctionalInterface
    interface Speaker {
        /**
         * A datagram has come.
         *
         * @param datagram from the first octet of its header on, link padding included
         */
        void onDatagram(int interfaceIndex, byte[] datagram);
    }

    /** So many at most in a duty cycle, so that a flood of them does not keep commands waiting. */
    private static final int LIMIT = 256;

    private static final int ETHERNET_LENGTH = 14;
    private static final int TAG_LENGTH = 4;
    private static final short TYPE_VLAN = (short) 0x8100;
    private static final short TYPE_IPV4 = 0x0800;
    private static final int IPV4_PROTOCOL = 9;
    private static final int IPV4_LENGTH = 20;

    private final Punts punts;
    private final Map<Integer, Speaker> speakers = new HashMap<>();

    PuntReceiver(Punts punts) {
        this.punts = punts;
    }

    /** The speaker gets the datagrams of an IP protocol from now on. */
    void speak(int protocol, Speaker speaker) {
        speakers.put(protocol, speaker);
    }

    /** Handles what there is; returns how many frames. */
    int poll() {
        return punts.poll(this, LIMIT);
    }

    @Override
    public void onFrame(int interfaceIndex, DirectBuffer frame, int offset, int length) {
        int typeAt = offset + ETHERNET_LENGTH - Short.BYTES;
        if (networkShort(frame, typeAt) == TYPE_VLAN) {
            typeAt += TAG_LENGTH;
        }
        int start = typeAt + Short.BYTES;
        int octets = offset + length - start;
        if (networkShort(frame, typeAt) != TYPE_IPV4 || octets < IPV4_LENGTH) {
            return;
        }
        Speaker speaker = speakers.get(frame.getByte(start + IPV4_PROTOCOL) & 0xff);
        if (speaker != null) {
            byte[] datagram = new byte[octets];
            frame.getBytes(start, datagram);
            speaker.onDatagram(interfaceIndex, datagram);
        }
    }

    private static short networkShort(DirectBuffer buffer, int index) {
        return Short.reverseBytes(buffer.getShort(index));
    }
}
