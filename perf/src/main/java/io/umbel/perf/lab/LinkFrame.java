package io.umbel.perf.lab;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** What a captured Ethernet frame without VLAN tag is, as far as the joining of groups is concerned. */
final class LinkFrame {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private static final int ETHERTYPE_OFFSET = 12;
    private static final short ETHERTYPE_IPV4 = 0x0800;
    private static final int IP = 14;
    private static final int SHORTEST = IP + 20;
    private static final int PROTOCOL_IGMP = 2;
    private static final int PROTOCOL_UDP = 17;

    // RFC 3376 section 4.2.
    private static final byte VERSION_3_REPORT = 0x22;
    private static final int RECORD_COUNT = 6;
    private static final int RECORDS = 8;
    private static final int RECORD_SOURCES = 8;
    private static final int MODE_IS_INCLUDE = 1;
    private static final int MODE_IS_EXCLUDE = 2;
    private static final int CHANGE_TO_INCLUDE = 3;
    private static final int CHANGE_TO_EXCLUDE = 4;
    private static final int ALLOW_NEW_SOURCES = 5;
    private static final int BLOCK_OLD_SOURCES = 6;

    /** What a record of a report says about a membership. */
    private enum Says {
        MEMBER,
        NOT_MEMBER,
        NOTHING
    }

    private LinkFrame() {}

    /** Whether it is a UDP datagram to the group. */
    static boolean isDatagramTo(int group, MemorySegment frame) {
        return isIpv4(frame, PROTOCOL_UDP) && frame.get(INT, IP + 16) == group;
    }

    /** Whether it is a version 3 report that asks for the membership. */
    static boolean joins(Membership membership, MemorySegment frame) {
        return says(membership, frame) == Says.MEMBER;
    }

    /** Whether it is a version 3 report that gives up the membership. */
    static boolean leaves(Membership membership, MemorySegment frame) {
        return says(membership, frame) == Says.NOT_MEMBER;
    }

    private static Says says(Membership membership, MemorySegment frame) {
        if (!isIpv4(frame, PROTOCOL_IGMP)) {
            return Says.NOTHING;
        }
        int igmp = IP + (frame.get(ValueLayout.JAVA_BYTE, IP) & 0x0f) * Integer.BYTES;
        if (frame.get(ValueLayout.JAVA_BYTE, igmp) != VERSION_3_REPORT) {
            return Says.NOTHING;
        }
        int record = igmp + RECORDS;
        for (int left = frame.get(SHORT, igmp + RECORD_COUNT); left > 0; left--) {
            int sources = frame.get(SHORT, record + 2);
            if (frame.get(INT, record + 4) == membership.group()) {
                return says(membership, frame.get(ValueLayout.JAVA_BYTE, record), sources, frame, record);
            }
            record += RECORD_SOURCES + sources * Integer.BYTES;
        }
        return Says.NOTHING;
    }

    private static Says says(Membership membership, int type, int sources, MemorySegment frame, int record) {
        boolean listed = false;
        for (int i = 0; i < sources; i++) {
            listed |= frame.get(INT, record + RECORD_SOURCES + (long) i * Integer.BYTES) == membership.source();
        }
        return switch (type) {
            case MODE_IS_EXCLUDE, CHANGE_TO_EXCLUDE -> listed ? Says.NOT_MEMBER : Says.MEMBER;
            case MODE_IS_INCLUDE, CHANGE_TO_INCLUDE -> listed ? Says.MEMBER : Says.NOT_MEMBER;
            case ALLOW_NEW_SOURCES -> listed ? Says.MEMBER : Says.NOTHING;
            case BLOCK_OLD_SOURCES -> listed ? Says.NOT_MEMBER : Says.NOTHING;
            default -> Says.NOTHING;
        };
    }

    private static boolean isIpv4(MemorySegment frame, int protocol) {
        return frame.byteSize() >= SHORTEST
                && frame.get(SHORT, ETHERTYPE_OFFSET) == ETHERTYPE_IPV4
                && frame.get(ValueLayout.JAVA_BYTE, IP + 9) == protocol;
    }
}
