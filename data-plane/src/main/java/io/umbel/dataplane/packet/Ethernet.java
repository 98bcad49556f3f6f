package io.umbel.dataplane.packet;

import org.agrona.UnsafeApi;

/** The Ethernet header, with or without an IEEE 802.1Q tag, and the group MAC addresses of RFC 1112 section 6.4. */
public final class Ethernet {
    /** Octets of an untagged header. */
    public static final int LENGTH = 14;

    /** Octets of a header with one tag. */
    public static final int TAGGED_LENGTH = 18;

    /** Octets of an IEEE 802.1Q tag. */
    public static final int TAG_LENGTH = 4;

    /** The VLAN id in a tag's control information; the rest is priority and drop eligibility. */
    public static final int VLAN_ID_MASK = 0xfff;

    /** EtherTypes as they lie in memory on a little-endian machine. */
    public static final int IPV4_RAW = 0x0008;

    public static final int ARP_RAW = 0x0608;
    public static final int VLAN_RAW = 0x0081;

    private static final int SOURCE = 6;
    private static final int TYPE = 12;
    private static final int TAG_CONTROL = 14;

    private Ethernet() {}

    /** The EtherType, or the VLAN tag's identifier where there is a tag. */
    public static int typeRaw(long frame) {
        return UnsafeApi.getShort(frame + TYPE) & 0xffff;
    }

    /** The EtherType behind the tag of a tagged frame. */
    public static int taggedTypeRaw(long frame) {
        return UnsafeApi.getShort(frame + TYPE + TAG_LENGTH) & 0xffff;
    }

    /** The EtherType and, in the upper 16 bits, the two octets behind it. */
    public static int typeAndNextRaw(long frame) {
        return UnsafeApi.getInt(frame + TYPE);
    }

    /** Whether an IPv4 header without options follows its EtherType there, tag or no tag before it. */
    public static boolean isPlainIpv4(long ip) {
        return (UnsafeApi.getInt(ip - Short.BYTES) & 0xff_ffff)
                == (IPV4_RAW | Ipv4.VERSION_4_WITHOUT_OPTIONS << Short.SIZE);
    }

    /** The tag's control information, host order: priority, drop eligibility, VLAN id. */
    public static int tagControl(long frame) {
        return Short.reverseBytes(UnsafeApi.getShort(frame + TAG_CONTROL)) & 0xffff;
    }

    /** The six octets of a MAC address as they lie in memory, in the low 48 bits; the address comes first octet highest. */
    public static long macRaw(long mac) {
        return Long.reverseBytes(mac) >>> 16;
    }

    /**
     * The group MAC address of an IPv4 group (RFC 1112 section 6.4): 01:00:5e and the group's low 23 bits.
     *
     * @param streamRaw source and group as they lie in a header, see {@link Ipv4#streamRaw(long)}
     * @return the address as it lies in memory, in the low 48 bits
     */
    public static long groupMacRaw(long streamRaw) {
        return 0x5e0001L | (streamRaw >>> 40 & 0xff_ff7fL) << 24;
    }

    /**
     * Writes an untagged header.
     *
     * @param destination MAC address as it lies in memory, in the low 48 bits
     * @param source likewise
     */
    public static void writeRaw(long frame, long destination, long source, int typeRaw) {
        // Eight octets, the last two for the first time.
        UnsafeApi.putLong(frame, destination | source << 48);
        replaceSource(frame, source, typeRaw);
    }

    /**
     * Writes source and type.
     *
     * @param source MAC address as it lies in memory, in the low 48 bits
     */
    public static void replaceSource(long frame, long source, int typeRaw) {
        UnsafeApi.putLong(frame + SOURCE, source | (long) typeRaw << 48);
    }

    /**
     * Writes a header with a tag.
     *
     * @param tagControl priority, drop eligibility and VLAN id, host order
     */
    public static void writeTaggedRaw(long frame, long destination, long source, int tagControl, int typeRaw) {
        writeRaw(frame, destination, source, VLAN_RAW);
        UnsafeApi.putShort(frame + TAG_CONTROL, Short.reverseBytes((short) tagControl));
        UnsafeApi.putShort(frame + TYPE + TAG_LENGTH, (short) typeRaw);
    }
}
