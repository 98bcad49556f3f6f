package io.umbel.perf.gen;

import io.umbel.perf.UdpFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The IGMP messages that a host sends, as Ethernet frames: reports and leaves of versions 1, 2 and 3 (RFC 1112 appendix I, RFC 2236, RFC
 * 9776), with the Router Alert option where the version has it.
 */
final class IgmpFrames {
    /** What a host says of a group. */
    enum Says {
        /** It begins to want it. */
        JOIN,
        /** It no longer wants it. */
        LEAVE,
        /** It wants it, and was asked. */
        STILL
    }

    private static final int ETHERNET = 14;
    private static final int IP = 24;
    private static final int RECORDS_AT = 8;
    private static final int RECORD = 8;
    private static final int SHORTEST = 60;
    private static final int ALL_ROUTERS = 0xe000_0002;
    private static final int ALL_V3_ROUTERS = 0xe000_0016;
    private static final int ROUTER_ALERT = 0x9404_0000;
    private static final int PROTOCOL = 2;
    private static final int REPORT_V1 = 0x12;
    private static final int REPORT_V2 = 0x16;
    private static final int LEAVE_V2 = 0x17;
    private static final int REPORT_V3 = 0x22;

    /** So many records fit into an Ethernet frame, with a source each. */
    private static final int RECORDS_A_REPORT = 100;

    private final int version;
    private final int address;
    private final int vlan;

    /**
     * @param version 1 to 3
     * @param address the host's
     * @param vlan of the host's link, 0 for none
     */
    IgmpFrames(int version, int address, int vlan) {
        this.version = version;
        this.address = address;
        this.vlan = vlan;
    }

    /** The messages that say it of these memberships; none if the version has no words for it. */
    List<Message> of(Says what, List<GroupMembership> memberships) {
        List<Message> messages = new ArrayList<>();
        if (version == 3) {
            for (int from = 0; from < memberships.size(); from += RECORDS_A_REPORT) {
                List<GroupMembership> some =
                        memberships.subList(from, Math.min(memberships.size(), from + RECORDS_A_REPORT));
                messages.add(new Message(report(what, some), some));
            }
        } else if (what != Says.LEAVE) {
            for (GroupMembership each : memberships) {
                byte[] frame = older(version == 1 ? REPORT_V1 : REPORT_V2, each.group(), each.group());
                messages.add(new Message(frame, List.of(each)));
            }
        } else if (version == 2) {
            for (GroupMembership each : memberships) {
                messages.add(new Message(older(LEAVE_V2, ALL_ROUTERS, each.group()), List.of(each)));
            }
        }
        return messages;
    }

    /** A frame, and what it speaks of. */
    @SuppressWarnings("ArrayRecordComponent") // It is compared by nobody.
    record Message(byte[] frame, List<GroupMembership> about) {}

    private byte[] older(int type, int destination, int group) {
        ByteBuffer message = ByteBuffer.allocate(8);
        message.put((byte) type).put((byte) 0).putShort((short) 0).putInt(group);
        // Version 1 is from before the Router Alert option.
        return frame(destination, message, version > 1);
    }

    private byte[] report(Says what, List<GroupMembership> memberships) {
        int sources = (int)
                memberships.stream().filter(GroupMembership::isSourceSpecific).count();
        ByteBuffer message = ByteBuffer.allocate(RECORDS_AT + RECORD * memberships.size() + Integer.BYTES * sources);
        message.put((byte) REPORT_V3).position(6).putShort((short) memberships.size());
        for (GroupMembership each : memberships) {
            message.put(recordType(what, each.isSourceSpecific())).put((byte) 0);
            message.putShort((short) (each.isSourceSpecific() ? 1 : 0)).putInt(each.group());
            if (each.isSourceSpecific()) {
                message.putInt(each.source());
            }
        }
        return frame(ALL_V3_ROUTERS, message, true);
    }

    /** RFC 9776 section 4.2.13. */
    private static byte recordType(Says what, boolean sourceSpecific) {
        return (byte)
                switch (what) {
                    case JOIN -> sourceSpecific ? 5 : 4;
                    case LEAVE -> sourceSpecific ? 6 : 3;
                    case STILL -> sourceSpecific ? 1 : 2;
                };
    }

    private byte[] frame(int destination, ByteBuffer message, boolean routerAlert) {
        message.putShort(2, (short) ~UdpFrame.onesComplementSum(message, 0, message.capacity()));
        int header = routerAlert ? IP : IP - Integer.BYTES;
        int tag = vlan == 0 ? 0 : Integer.BYTES;
        int length = Math.max(SHORTEST, ETHERNET + tag + header + message.capacity());
        ByteBuffer frame = ByteBuffer.allocate(length);
        UdpFrame.putMac(frame, UdpFrame.groupMac(destination));
        // A locally administered address that has the host's own in it.
        UdpFrame.putMac(frame, 0x0200_0000_0000L | Integer.toUnsignedLong(address));
        if (vlan != 0) {
            frame.putShort((short) 0x8100).putShort((short) vlan);
        }
        frame.putShort((short) 0x0800);
        int ip = frame.position();
        // Type of service 0xc0 (RFC 9776 section 4), TTL 1.
        frame.put((byte) (0x40 | header / Integer.BYTES)).put((byte) 0xc0);
        frame.putShort((short) (header + message.capacity())).putInt(0);
        frame.put((byte) 1)
                .put((byte) PROTOCOL)
                .putShort((short) 0)
                .putInt(address)
                .putInt(destination);
        if (routerAlert) {
            frame.putInt(ROUTER_ALERT);
        }
        frame.putShort(ip + 10, (short) ~UdpFrame.onesComplementSum(frame, ip, header));
        frame.put(message.rewind());
        return frame.array();
    }
}
