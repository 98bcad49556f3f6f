package io.umbel.perf.lab;

import io.umbel.dataplane.contract.Ipv4Address;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;

/**
 * An IGMP message seen on a link. It is read here once more, and not by the appliance's own code, whose mistakes would
 * otherwise be the observer's too.
 *
 * @param atNanos when, as {@link WallClock}
 * @param outgoing whether the host sent it on whose link it was seen
 * @param source of the datagram
 * @param destination of the datagram
 * @param message from its type on; read by absolute position only
 */
record IgmpSighting(long atNanos, boolean outgoing, int source, int destination, ByteBuffer message) {
    /** Octets of the shortest message. */
    static final int SHORTEST = 8;

    private static final int QUERY = 0x11;
    private static final int REPORT_V1 = 0x12;
    private static final int REPORT_V2 = 0x16;
    private static final int LEAVE = 0x17;
    private static final int REPORT_V3 = 0x22;
    private static final int V3_QUERY_LENGTH = 12;
    private static final int GROUP = 4;
    private static final int RECORDS = 6;
    private static final int FIRST_RECORD = 8;
    private static final int CHANGE_TO_INCLUDE = 3;
    private static final int BLOCK_OLD_SOURCES = 6;

    boolean isQuery() {
        return type() == QUERY;
    }

    boolean isGeneralQuery() {
        return isQuery() && group() == 0;
    }

    /** The group that a query, a leave or an older report is about; 0 for a general query. */
    int group() {
        return message.getInt(GROUP);
    }

    /** The version of a report or query, by its type and length (RFC 3376 section 7.1); 0 of anything else. */
    int version() {
        return switch (type()) {
            case QUERY -> message.limit() >= V3_QUERY_LENGTH ? 3 : message.get(1) == 0 ? 1 : 2;
            case REPORT_V1 -> 1;
            case REPORT_V2 -> 2;
            case REPORT_V3 -> 3;
            default -> 0;
        };
    }

    /** Whether it is a report, of whatever version, that names the group. */
    boolean reports(int group) {
        return switch (type()) {
            case REPORT_V1, REPORT_V2 -> group() == group;
            case REPORT_V3 -> recordType(group) != 0;
            default -> false;
        };
    }

    /** Whether it says that somebody wants less of the group: a leave, or a version 3 record to that effect. */
    boolean leaves(int group) {
        return switch (type()) {
            case LEAVE -> group() == group;
            case REPORT_V3 -> recordType(group) == CHANGE_TO_INCLUDE || recordType(group) == BLOCK_OLD_SOURCES;
            default -> false;
        };
    }

    /** Whether it asks who wants the group, or certain sources of it. */
    boolean asksFor(int group) {
        return isQuery() && group() == group;
    }

    /** The type of a version 3 report's first record for the group; 0 if it has none. */
    private int recordType(int group) {
        int at = FIRST_RECORD;
        for (int records = message.getShort(RECORDS);
                records > 0 && at + 2 * Integer.BYTES <= message.limit();
                records--) {
            if (message.getInt(at + Integer.BYTES) == group) {
                return message.get(at);
            }
            int auxiliaryWords = message.get(at + 1) & 0xff;
            int sources = message.getShort(at + Short.BYTES) & 0xffff;
            at += (2 + sources + auxiliaryWords) * Integer.BYTES;
        }
        return 0;
    }

    @Override
    public String toString() {
        byte[] octets = new byte[message.limit()];
        message.get(0, octets);
        return String.format(
                Locale.ROOT,
                "%.3f %s > %s: %s",
                atNanos / 1e9,
                Ipv4Address.format(source),
                Ipv4Address.format(destination),
                HexFormat.of().formatHex(octets));
    }

    private int type() {
        return message.get(0) & 0xff;
    }
}
