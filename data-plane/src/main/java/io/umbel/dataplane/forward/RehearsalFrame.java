package io.umbel.dataplane.forward;

import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dataplane.packet.Ipv4;
import java.nio.ByteBuffer;
import org.agrona.UnsafeApi;

/**
 * A frame that a rehearsal has the worker receive.
 *
 * @param tag the tag's control information, or 0 for a frame without one
 * @param source address, first octet most significant
 * @param destination the same
 * @param octets of datagram, header included, 20 or more
 * @param sound whether the header's checksum is right
 */
record RehearsalFrame(int tag, int source, int destination, int ttl, int protocol, int octets, boolean sound) {
    private static final int UDP = 17;
    private static final int TTL = 64;

    /** The shortest datagram that fills an Ethernet frame. */
    private static final int SHORT = 46;

    static RehearsalFrame of(int source, int destination) {
        return new RehearsalFrame(0, source, destination, TTL, UDP, SHORT, true);
    }

    RehearsalFrame withTag(int other) {
        return new RehearsalFrame(other, source, destination, ttl, protocol, octets, sound);
    }

    RehearsalFrame withTtl(int other) {
        return new RehearsalFrame(tag, source, destination, other, protocol, octets, sound);
    }

    RehearsalFrame withProtocol(int other) {
        return new RehearsalFrame(tag, source, destination, ttl, other, octets, sound);
    }

    RehearsalFrame withOctets(int other) {
        return new RehearsalFrame(tag, source, destination, ttl, protocol, other, sound);
    }

    RehearsalFrame withBadChecksum() {
        return new RehearsalFrame(tag, source, destination, ttl, protocol, octets, false);
    }

    /** Octets of the frame. */
    int length() {
        return l2() + octets;
    }

    /** Writes the frame to a native address. */
    void write(long frame) {
        if (tag == 0) {
            Ethernet.writeRaw(frame, 0, 0, Ethernet.IPV4_RAW);
        } else {
            Ethernet.writeTaggedRaw(frame, 0, 0, tag, Ethernet.IPV4_RAW);
        }
        byte[] header = header();
        for (int i = 0; i < octets; i++) {
            UnsafeApi.putByte(frame + l2() + i, i < header.length ? header[i] : (byte) i);
        }
    }

    private int l2() {
        return tag == 0 ? Ethernet.LENGTH : Ethernet.TAGGED_LENGTH;
    }

    private byte[] header() {
        ByteBuffer header = ByteBuffer.allocate(Ipv4.LENGTH)
                .putShort((short) 0x4500)
                .putShort((short) octets)
                .putInt(0)
                .put((byte) ttl)
                .put((byte) protocol)
                .putShort((short) 0)
                .putInt(source)
                .putInt(destination);
        int sum = sound ? 0 : 1;
        for (int i = 0; i < Ipv4.LENGTH; i += Short.BYTES) {
            sum += header.getShort(i) & 0xffff;
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        return header.putShort(10, (short) ~((sum & 0xffff) + (sum >>> 16))).array();
    }
}
