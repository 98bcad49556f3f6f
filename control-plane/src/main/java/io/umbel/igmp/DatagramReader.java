package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads IGMP messages from IPv4 datagrams. Checks all that the datagram alone can show; what depends on the interface, such as
 * whose addresses are local, is {@link Admission}'s.
 */
public final class DatagramReader {

    private static final int PROTOCOL_IGMP = 2;
    private static final int ROUTER_ALERT_TYPE = 0x94;
    private static final int MORE_FRAGMENTS_AND_OFFSET = 0x3FFF;
    private static final int SHORT_MESSAGE_OCTETS = 8;
    private static final long MS_PER_CODE_UNIT = 100;
    private static final long MS_PER_SECOND = 1000;

    private DatagramReader() {}

    /** What became of a datagram. */
    public sealed interface Result {}

    /**
     * It holds a message.
     *
     * @param datagram the message and its addresses
     * @param unknownRecords how many group records of undefined types were left out
     */
    public record Read(IgmpDatagram datagram, int unknownRecords) implements Result {}

    /** It does not. */
    public record Rejected(Rejection reason) implements Result {}

    /**
     * Reads the datagram from the buffer's position. What lies beyond its total length, such as an Ethernet frame's padding, is
     * ignored. The buffer's position, limit and byte order stay as they are.
     */
    public static Result read(ByteBuffer buffer) {
        // Duplicates are big-endian, whatever the buffer is.
        ByteBuffer in = buffer.slice().order(ByteOrder.BIG_ENDIAN);
        if (in.limit() < DatagramWriter.IP_HEADER_OCTETS) {
            return new Rejected(Rejection.IP_TRUNCATED);
        }
        int header = (in.get(0) & 0xF) * 4;
        int total = Short.toUnsignedInt(in.getShort(2));
        if ((in.get(0) & 0xF0) != 0x40 || header < DatagramWriter.IP_HEADER_OCTETS || total < header) {
            return new Rejected(Rejection.IP_MALFORMED);
        }
        if (in.limit() < total) {
            return new Rejected(Rejection.IP_TRUNCATED);
        }
        if (InternetChecksum.over(in, 0, header) != 0) {
            return new Rejected(Rejection.IP_CHECKSUM);
        }
        if ((in.getShort(6) & MORE_FRAGMENTS_AND_OFFSET) != 0) {
            return new Rejected(Rejection.IP_FRAGMENT);
        }
        if (in.get(9) != PROTOCOL_IGMP) {
            return new Rejected(Rejection.NOT_IGMP);
        }
        if (total - header < SHORT_MESSAGE_OCTETS) {
            return new Rejected(Rejection.IGMP_TRUNCATED);
        }
        if (InternetChecksum.over(in, header, total - header) != 0) {
            return new Rejected(Rejection.IGMP_CHECKSUM);
        }
        Envelope envelope = new Envelope(
                new Ipv4(in.getInt(12)),
                new Ipv4(in.getInt(16)),
                Byte.toUnsignedInt(in.get(8)),
                hasRouterAlert(in, header));
        return readMessage(in.slice(header, total - header), envelope);
    }

    private record Envelope(Ipv4 source, Ipv4 destination, int ttl, boolean routerAlert) {
        Result with(IgmpMessage message, int unknownRecords) {
            return new Read(new IgmpDatagram(source, destination, ttl, routerAlert, message), unknownRecords);
        }

        Result with(IgmpMessage message) {
            return with(message, 0);
        }
    }

    private static boolean hasRouterAlert(ByteBuffer in, int header) {
        int at = DatagramWriter.IP_HEADER_OCTETS;
        while (at < header) {
            int type = Byte.toUnsignedInt(in.get(at));
            if (type == 0) {
                return false; // end of options
            }
            if (type == 1) {
                at++; // no operation
                continue;
            }
            int length = at + 1 < header ? Byte.toUnsignedInt(in.get(at + 1)) : 0;
            if (length < 2 || at + length > header) {
                return false;
            }
            if (type == ROUTER_ALERT_TYPE && length == DatagramWriter.ROUTER_ALERT_OCTETS) {
                return true;
            }
            at += length;
        }
        return false;
    }

    private static Result readMessage(ByteBuffer in, Envelope envelope) {
        Ipv4 group = new Ipv4(in.getInt(4));
        return switch (Byte.toUnsignedInt(in.get(0))) {
            case MessageType.QUERY -> readQuery(in, group, envelope);
            case MessageType.REPORT_V1 -> envelope.with(new IgmpMessage.ReportV1(group));
            case MessageType.REPORT_V2 -> envelope.with(new IgmpMessage.ReportV2(group));
            case MessageType.LEAVE -> envelope.with(new IgmpMessage.Leave(group));
            case MessageType.REPORT_V3 -> readReport(in, envelope);
            default -> new Rejected(Rejection.UNKNOWN_TYPE);
        };
    }

    /** The length and the code tell the versions apart (§7.1). */
    private static Result readQuery(ByteBuffer in, Ipv4 group, Envelope envelope) {
        int code = Byte.toUnsignedInt(in.get(1));
        if (in.limit() == SHORT_MESSAGE_OCTETS) {
            // Version 1 has no group-specific queries; its group field is to be ignored.
            return code == 0
                    ? envelope.with(shortQuery(IgmpVersion.V1, Ipv4.ZERO, IgmpMessage.Query.V1_MAX_RESPONSE_TIME_MS))
                    : envelope.with(shortQuery(IgmpVersion.V2, group, code * MS_PER_CODE_UNIT));
        }
        if (in.limit() < DatagramWriter.V3_QUERY_OCTETS) {
            return new Rejected(Rejection.IGMP_TRUNCATED);
        }
        int sources = Short.toUnsignedInt(in.getShort(10));
        if (in.limit() < DatagramWriter.V3_QUERY_OCTETS + 4 * sources) {
            return new Rejected(Rejection.IGMP_TRUNCATED);
        }
        int flags = in.get(8);
        return envelope.with(new IgmpMessage.Query(
                IgmpVersion.V3,
                group,
                TimeCode.decode(code) * MS_PER_CODE_UNIT,
                (flags & 0x8) != 0,
                flags & 0x7,
                TimeCode.decode(Byte.toUnsignedInt(in.get(9))) * MS_PER_SECOND,
                readSources(in, DatagramWriter.V3_QUERY_OCTETS, sources)));
    }

    private static IgmpMessage.Query shortQuery(IgmpVersion version, Ipv4 group, long maxResponseTimeMs) {
        return new IgmpMessage.Query(version, group, maxResponseTimeMs, false, 0, 0, List.of());
    }

    /** A report that ends before its last record does is refused whole. */
    private static Result readReport(ByteBuffer in, Envelope envelope) {
        int count = Short.toUnsignedInt(in.getShort(6));
        int unknown = 0;
        List<GroupRecord> records = new ArrayList<>();
        int at = SHORT_MESSAGE_OCTETS;
        for (int i = 0; i < count; i++) {
            if (in.limit() - at < 8) {
                return new Rejected(Rejection.IGMP_TRUNCATED);
            }
            RecordType type = RecordType.of(Byte.toUnsignedInt(in.get(at)));
            int auxiliaryOctets = 4 * Byte.toUnsignedInt(in.get(at + 1));
            int sources = Short.toUnsignedInt(in.getShort(at + 2));
            int length = 8 + 4 * sources + auxiliaryOctets;
            if (in.limit() - at < length) {
                return new Rejected(Rejection.IGMP_TRUNCATED);
            }
            if (type == null) {
                unknown++;
            } else {
                records.add(new GroupRecord(type, new Ipv4(in.getInt(at + 4)), readSources(in, at + 8, sources)));
            }
            at += length;
        }
        return envelope.with(new IgmpMessage.ReportV3(records), unknown);
    }

    private static List<Ipv4> readSources(ByteBuffer in, int from, int count) {
        List<Ipv4> sources = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sources.add(new Ipv4(in.getInt(from + 4 * i)));
        }
        return sources;
    }
}
