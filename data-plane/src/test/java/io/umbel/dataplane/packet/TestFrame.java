package io.umbel.dataplane.packet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A multicast frame for tests, and what a router makes of it, written down from the RFCs with plain Java arrays: nothing
 * here is shared with the forwarding code. Immutable; each {@code with} gives a changed copy.
 */
public final class TestFrame {
    private static final int UDP = 17;

    private long destinationMac = 0x0100_5e01_0101L;
    private int vlanControl = -1;
    private int source = 0x0a00_0102;
    private int group = 0xef01_0101;
    private int ttl = 64;
    private int protocol = UDP;
    private int fragment;
    private byte[] options = {};
    private int datagramLength = 46;
    private int padding;

    private TestFrame() {}

    /** 10.0.1.2 to 239.1.1.1, TTL 64, untagged, 60 octets, no padding. */
    public static TestFrame udp() {
        return new TestFrame();
    }

    public TestFrame withDestinationMac(long mac) {
        return with(copy -> copy.destinationMac = mac);
    }

    /** With a tag: priority, drop eligibility and VLAN id. The frame grows by 4 octets. */
    public TestFrame withTag(int control) {
        return with(copy -> copy.vlanControl = control);
    }

    /** First octet most significant, as all addresses here. */
    public TestFrame withSource(int address) {
        return with(copy -> copy.source = address);
    }

    public TestFrame withGroup(int address) {
        return with(copy -> copy.group = address);
    }

    public TestFrame withTtl(int hops) {
        return with(copy -> copy.ttl = hops);
    }

    public TestFrame withProtocol(int number) {
        return with(copy -> copy.protocol = number);
    }

    /** The flags and fragment offset field. */
    public TestFrame withFragment(int flagsAndOffset) {
        return with(copy -> copy.fragment = flagsAndOffset);
    }

    /** IPv4 options, a multiple of 4 octets. */
    public TestFrame withOptions(byte... octets) {
        return with(copy -> copy.options = octets.clone());
    }

    /** Octets after the datagram, which fill a short frame up. */
    public TestFrame withPadding(int octets) {
        return with(copy -> copy.padding = octets);
    }

    /** The datagram is as long as a frame of that many octets has room for, tag and padding included. */
    public TestFrame withLength(int frameLength) {
        return with(copy -> copy.datagramLength = frameLength - (vlanControl < 0 ? 14 : 18) - padding);
    }

    private TestFrame with(Consumer<TestFrame> change) {
        TestFrame copy = new TestFrame();
        copy.destinationMac = destinationMac;
        copy.vlanControl = vlanControl;
        copy.source = source;
        copy.group = group;
        copy.ttl = ttl;
        copy.protocol = protocol;
        copy.fragment = fragment;
        copy.options = options;
        copy.datagramLength = datagramLength;
        copy.padding = padding;
        change.accept(copy);
        return copy;
    }

    /** The frame as it is received. */
    public byte[] bytes() {
        return frame(destinationMac, 0x0200_0000_0001L, vlanControl, ttl);
    }

    /**
     * The frame that a router sends (RFC 1812 section 5.3.1, RFC 1112 section 6.4).
     *
     * @param mac of the outgoing interface
     * @param vlanId of the outgoing interface, or 0; the priority is that of the received tag
     */
    public byte[] forwarded(long mac, int vlanId) {
        int priority = vlanControl < 0 ? 0 : vlanControl & 0xf000;
        long groupMac = 0x0100_5e00_0000L + (group & 0x7f_ffff);
        return frame(groupMac, mac, vlanId == 0 ? -1 : priority + vlanId, ttl - 1);
    }

    private byte[] frame(long toMac, long fromMac, int control, int hops) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        writeMac(frame, toMac);
        writeMac(frame, fromMac);
        if (control >= 0) {
            frame.writeBytes(new byte[] {(byte) 0x81, 0, (byte) (control >> 8), (byte) control});
        }
        frame.writeBytes(new byte[] {8, 0});
        frame.writeBytes(datagram(hops));
        for (int i = 0; i < padding; i++) {
            frame.write(0xa5);
        }
        return frame.toByteArray();
    }

    private static void writeMac(ByteArrayOutputStream frame, long mac) {
        for (int octet = 5; octet >= 0; octet--) {
            frame.write((int) (mac >> (8 * octet)));
        }
    }

    private byte[] datagram(int hops) {
        int headerLength = 20 + options.length;
        ByteBuffer datagram = ByteBuffer.allocate(datagramLength);
        datagram.put((byte) (0x40 + headerLength / 4)).put((byte) 0xb8);
        datagram.putShort((short) datagramLength).putShort((short) 0x1234).putShort((short) fragment);
        datagram.put((byte) hops).put((byte) protocol).putShort((short) 0);
        datagram.putInt(source).putInt(group).put(options);
        datagram.putShort(10, (short) checksum(datagram.array(), headerLength));
        for (int i = 0; datagram.hasRemaining(); i++) {
            datagram.put((byte) (i * 7 + 3));
        }
        return datagram.array();
    }

    /** The Internet checksum (RFC 1071) of the first octets. */
    private static int checksum(byte[] octets, int length) {
        int sum = 0;
        for (int i = 0; i < length; i += 2) {
            sum += (octets[i] & 0xff) * 256 + (octets[i + 1] & 0xff);
        }
        while (sum > 0xffff) {
            sum = sum % 0x10000 + sum / 0x10000;
        }
        return 0xffff - sum;
    }
}
