package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes IGMP messages as whole IPv4 datagrams, both checksums set, ready for an Ethernet frame. Network byte order. */
public final class DatagramWriter {

    static final int IP_HEADER_OCTETS = 20;
    static final int ROUTER_ALERT_OCTETS = 4;
    /** Of a version 3 query: type, code, checksum, group, flags, QQIC, number of sources. */
    static final int V3_QUERY_OCTETS = 12;

    private static final int IPV4 = 4;
    private static final int PROTOCOL_IGMP = 2;
    private static final int TOS_INTERNETWORK_CONTROL = 0xC0;
    /** Option 148, length 4, value 0: routers examine the packet (RFC 2113). */
    private static final int ROUTER_ALERT = 0x94040000;

    private static final long MS_PER_CODE_UNIT = 100;
    private static final long MS_PER_SECOND = 1000;

    private DatagramWriter() {}

    /** The datagram in a new array of exactly its length. */
    public static byte[] write(IgmpDatagram datagram) {
        int header = IP_HEADER_OCTETS + (datagram.routerAlert() ? ROUTER_ALERT_OCTETS : 0);
        int length = header + lengthOf(datagram.message());
        ByteBuffer out = ByteBuffer.allocate(length);
        out.put((byte) (IPV4 << 4 | header / 4)).put((byte) TOS_INTERNETWORK_CONTROL);
        out.putShort((short) length);
        out.putInt(0); // no identification, no fragments
        out.put((byte) datagram.ttl()).put((byte) PROTOCOL_IGMP).putShort((short) 0);
        out.putInt(datagram.source().bits()).putInt(datagram.destination().bits());
        if (datagram.routerAlert()) {
            out.putInt(ROUTER_ALERT);
        }
        out.putShort(10, (short) InternetChecksum.over(out, 0, header));
        write(out, datagram.message());
        out.putShort(header + 2, (short) InternetChecksum.over(out, header, length - header));
        return out.array();
    }

    private static int lengthOf(IgmpMessage message) {
        return switch (message) {
            case IgmpMessage.Query query
            when query.version() == IgmpVersion.V3 ->
                V3_QUERY_OCTETS + 4 * query.sources().size();
            case IgmpMessage.ReportV3 report ->
                8
                        + report.records().stream()
                                .mapToInt(record -> 8 + 4 * record.sources().size())
                                .sum();
            default -> 8;
        };
    }

    private static void write(ByteBuffer out, IgmpMessage message) {
        switch (message) {
            case IgmpMessage.Query query -> writeQuery(out, query);
            case IgmpMessage.ReportV1 report -> writeShort(out, MessageType.REPORT_V1, 0, report.group());
            case IgmpMessage.ReportV2 report -> writeShort(out, MessageType.REPORT_V2, 0, report.group());
            case IgmpMessage.Leave leave -> writeShort(out, MessageType.LEAVE, 0, leave.group());
            case IgmpMessage.ReportV3 report -> {
                out.put((byte) MessageType.REPORT_V3).put((byte) 0).putShort((short) 0);
                out.putShort((short) 0).putShort((short) report.records().size());
                for (GroupRecord record : report.records()) {
                    out.put((byte) record.type().code()).put((byte) 0);
                    out.putShort((short) record.sources().size());
                    out.putInt(record.group().bits());
                    writeSources(out, record.sources());
                }
            }
        }
    }

    private static void writeShort(ByteBuffer out, int type, int code, Ipv4 group) {
        out.put((byte) type).put((byte) code).putShort((short) 0).putInt(group.bits());
    }

    private static void writeQuery(ByteBuffer out, IgmpMessage.Query query) {
        long maxResponse = query.maxResponseTimeMs() / MS_PER_CODE_UNIT;
        int code = switch (query.version()) {
            case V1 -> 0;
            case V2 -> Math.clamp(maxResponse, 1, 255);
            case V3 -> TimeCode.encode(maxResponse);
        };
        writeShort(out, MessageType.QUERY, code, query.group());
        if (query.version() == IgmpVersion.V3) {
            int suppress = query.suppressRouterProcessing() ? 0x8 : 0;
            int robustness = query.robustnessVariable() <= 7 ? query.robustnessVariable() : 0;
            out.put((byte) (suppress | robustness));
            out.put((byte) TimeCode.encode(query.queryIntervalMs() / MS_PER_SECOND));
            out.putShort((short) query.sources().size());
            writeSources(out, query.sources());
        }
    }

    private static void writeSources(ByteBuffer out, List<Ipv4> sources) {
        for (Ipv4 source : sources) {
            out.putInt(source.bits());
        }
    }
}
