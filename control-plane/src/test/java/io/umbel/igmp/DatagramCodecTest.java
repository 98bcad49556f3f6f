package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Messages and their octets, both ways, and what a wrong checksum makes of them. */
class DatagramCodecTest {

    private static final Ipv4 HOST = Ipv4.parse("10.0.0.5");
    private static final Ipv4 ROUTER = Ipv4.parse("10.0.0.1");
    private static final Ipv4 G = Ipv4.parse("239.1.2.3");
    private static final Ipv4 S1 = Ipv4.parse("192.0.2.1");
    private static final Ipv4 S2 = Ipv4.parse("192.0.2.2");

    /** Where IGMP begins behind an IPv4 header with Router Alert. */
    private static final int IGMP = 24;

    static List<Arguments> messages() {
        return List.of(
                arguments(
                        HOST,
                        new IgmpMessage.ReportV1(G),
                        "46c00020000000000102290f0a000005ef010203 94040000 1200fcfaef010203"),
                arguments(
                        HOST,
                        new IgmpMessage.ReportV2(G),
                        "46c00020000000000102290f0a000005ef010203 94040000 1600f8faef010203"),
                arguments(
                        HOST,
                        new IgmpMessage.Leave(G),
                        "46c000200000000001023a110a000005e0000002 94040000 1700f7faef010203"),
                arguments(
                        ROUTER,
                        new IgmpMessage.Query(IgmpVersion.V1, Ipv4.ZERO, 10_000, false, 0, 0, List.of()),
                        "46c000200000000001023a160a000001e0000001 94040000 1100eeff00000000"),
                arguments(
                        ROUTER,
                        new IgmpMessage.Query(IgmpVersion.V2, G, 1_000, false, 0, 0, List.of()),
                        "46c0002000000000010229130a000001ef010203 94040000 110afdf0ef010203"),
                arguments(
                        ROUTER,
                        new IgmpMessage.Query(IgmpVersion.V3, Ipv4.ZERO, 10_000, false, 2, 125_000, List.of()),
                        "46c000240000000001023a120a000001e0000001 94040000 1164ec1e00000000027d0000"),
                arguments(
                        ROUTER,
                        new IgmpMessage.Query(IgmpVersion.V3, G, 1_000, true, 7, 128_000, List.of(S1, S2)),
                        "46c0002c00000000010229070a000001ef010203 94040000 110a6a6aef0102030f800002c0000201c0000202"),
                arguments(
                        HOST,
                        new IgmpMessage.ReportV3(List.of(
                                new GroupRecord(RecordType.CHANGE_TO_EXCLUDE_MODE, G, List.of()),
                                new GroupRecord(RecordType.ALLOW_NEW_SOURCES, G, List.of(S1, S2)))),
                        "46c0003800000000010239e50a000005e0000016 94040000 22006eed0000000204000000ef01020305000002ef010203c0000201c0000202"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void message_isWrittenAsTheseOctets(Ipv4 from, IgmpMessage message, String octets) {
        assertEquals(
                octets.replace(" ", ""),
                HexFormat.of().formatHex(DatagramWriter.write(IgmpDatagram.from(from, message))));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void octets_areReadAsThisMessage(Ipv4 from, IgmpMessage message, String octets) {
        DatagramReader.Result read =
                DatagramReader.read(ByteBuffer.wrap(HexFormat.of().parseHex(octets.replace(" ", ""))));

        assertEquals(new DatagramReader.Read(IgmpDatagram.from(from, message), 0), read);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void wrongIgmpChecksum_isRejected(Ipv4 from, IgmpMessage message, String octets) {
        byte[] twin = HexFormat.of().parseHex(octets.replace(" ", ""));
        twin[IGMP + 3] ^= 1;

        assertRejected(Rejection.IGMP_CHECKSUM, twin);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void wrongHeaderChecksum_isRejected(Ipv4 from, IgmpMessage message, String octets) {
        byte[] twin = HexFormat.of().parseHex(octets.replace(" ", ""));
        twin[11] ^= 1;

        assertRejected(Rejection.IP_CHECKSUM, twin);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyShorterDatagram_isRejected(Ipv4 from, IgmpMessage message, String octets) {
        byte[] whole = HexFormat.of().parseHex(octets.replace(" ", ""));
        for (int length = 0; length < whole.length; length++) {
            assertEquals(
                    new DatagramReader.Rejected(Rejection.IP_TRUNCATED),
                    DatagramReader.read(ByteBuffer.wrap(whole, 0, length)));
        }
    }

    @ParameterizedTest(name = "{0} is written {1} and read {2}")
    @CsvSource({
        "0, 0, 0",
        "1, 1, 1",
        "127, 127, 127",
        "128, 128, 128",
        "129, 128, 128",
        "136, 129, 136",
        "255, 143, 248",
        "256, 144, 256",
        "1024, 176, 1024",
        "31743, 254, 30720",
        "31744, 255, 31744",
        "100000, 255, 31744"
    })
    void timeCode_isTheLargestThatIsNotLarger(long value, int code, int read) {
        assertEquals(code, TimeCode.encode(value));
        assertEquals(read, TimeCode.decode(code));
    }

    @Test
    void everyTimeCode_isWrittenAsItWasRead() {
        for (int code = 0; code < 256; code++) {
            assertEquals(code, TimeCode.encode(TimeCode.decode(code)));
        }
    }

    @Test
    void auxiliaryData_isSkipped() {
        byte[] igmp = HexFormat.of()
                .parseHex("22000000 00000002 04020000ef010203 aaaaaaaabbbbbbbb 01000001ef010203c0000201"
                        .replace(" ", ""));

        assertEquals(
                new IgmpMessage.ReportV3(List.of(
                        new GroupRecord(RecordType.CHANGE_TO_EXCLUDE_MODE, G, List.of()),
                        new GroupRecord(RecordType.MODE_IS_INCLUDE, G, List.of(S1)))),
                readIgmp(igmp).datagram().message());
    }

    @Test
    void recordOfUnknownType_isLeftOutAndCounted() {
        byte[] igmp = HexFormat.of().parseHex("22000000 00000002 07000000ef010203 06000000ef010203".replace(" ", ""));

        DatagramReader.Read read = readIgmp(igmp);

        assertEquals(1, read.unknownRecords());
        assertEquals(
                new IgmpMessage.ReportV3(List.of(new GroupRecord(RecordType.BLOCK_OLD_SOURCES, G, List.of()))),
                read.datagram().message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2200000000000001", // one record, none there
                "220000000000000104000001ef010203", // a record with one source, none there
                "220000000000000104010000ef010203", // a record with auxiliary data, none there
                "2200000000000002040000 00ef010203", // two records, one there
                "110a0000ef010203027d00", // between the lengths of version 2 and 3
                "110a0000ef010203027d0001", // one source, none there
                "160000" // not even a group
            })
    void countsBeyondTheEnd_areRejected(String igmp) {
        assertRejected(Rejection.IGMP_TRUNCATED, datagram(HexFormat.of().parseHex(igmp.replace(" ", ""))));
    }

    @Test
    void octetsBeyondTheLastRecord_areIgnoredButCountedInTheChecksum() {
        byte[] igmp = HexFormat.of().parseHex("2200000000000000deadbeef");

        assertEquals(
                new IgmpMessage.ReportV3(List.of()), readIgmp(igmp).datagram().message());
    }

    @Test
    void unknownType_isRejected() {
        assertRejected(Rejection.UNKNOWN_TYPE, datagram(HexFormat.of().parseHex("1300000000000000")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0x56, IP_MALFORMED", // version 5
        "0, 0x44, IP_MALFORMED", // 16 octets of header
        "3, 0x10, IP_MALFORMED", // total length below the header length
        "3, 0xff, IP_TRUNCATED",
        "6, 0x20, IP_FRAGMENT", // more fragments
        "7, 0x01, IP_FRAGMENT", // an offset
        "9, 0x11, NOT_IGMP"
    })
    void headerThatIsNotOurs_isRejected(int at, String octet, Rejection reason) {
        byte[] datagram = DatagramWriter.write(IgmpDatagram.from(HOST, new IgmpMessage.ReportV2(G)));
        datagram[at] = Integer.decode(octet).byteValue();

        assertRejected(reason, withHeaderChecksum(datagram));
    }

    @Test
    void dontFragment_isNoFragment() {
        byte[] datagram = DatagramWriter.write(IgmpDatagram.from(HOST, new IgmpMessage.ReportV2(G)));
        datagram[6] = 0x40;

        assertEquals(
                new IgmpMessage.ReportV2(G),
                TestLink.read(withHeaderChecksum(datagram)).message());
    }

    @ParameterizedTest
    @CsvSource({
        "94040000, true",
        "01940400, false",
        "01010101, false",
        "00940400, false",
        "94030000, false",
        "94ff0000, false"
    })
    void routerAlert_isFoundAmongOptions(String options, boolean found) {
        byte[] datagram = DatagramWriter.write(IgmpDatagram.from(HOST, new IgmpMessage.ReportV2(G)));
        System.arraycopy(HexFormat.of().parseHex(options), 0, datagram, 20, 4);

        assertEquals(found, TestLink.read(withHeaderChecksum(datagram)).routerAlert());
    }

    @Test
    void paddingOfTheFrame_isIgnored() {
        byte[] datagram = DatagramWriter.write(IgmpDatagram.from(HOST, new IgmpMessage.ReportV2(G)));
        ByteBuffer frame = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
        frame.put(14, datagram).position(14);

        assertEquals(
                new DatagramReader.Read(IgmpDatagram.from(HOST, new IgmpMessage.ReportV2(G)), 0),
                DatagramReader.read(frame));
        assertEquals(14, frame.position());
    }

    @Test
    void writtenDatagram_isAsLongAsItSays() {
        byte[] octets = DatagramWriter.write(IgmpDatagram.from(HOST, new IgmpMessage.ReportV3(List.of())));

        assertArrayEquals(new byte[] {0, (byte) octets.length}, new byte[] {octets[2], octets[3]});
    }

    private static void assertRejected(Rejection reason, byte[] datagram) {
        assertEquals(new DatagramReader.Rejected(reason), DatagramReader.read(ByteBuffer.wrap(datagram)));
    }

    private static DatagramReader.Read readIgmp(byte[] igmp) {
        return (DatagramReader.Read) DatagramReader.read(ByteBuffer.wrap(datagram(igmp)));
    }

    /** These octets of IGMP, with checksums set, behind the header of a report. */
    static byte[] datagram(byte[] igmp) {
        byte[] header = DatagramWriter.write(IgmpDatagram.from(HOST, new IgmpMessage.ReportV3(List.of())));
        ByteBuffer out = ByteBuffer.allocate(IGMP + igmp.length);
        out.put(header, 0, IGMP).put(igmp).putShort(2, (short) out.limit());
        if (igmp.length >= 4) {
            out.putShort(IGMP + 2, (short) 0);
            out.putShort(IGMP + 2, (short) InternetChecksum.over(out, IGMP, igmp.length));
        }
        return withHeaderChecksum(out.array());
    }

    static byte[] withHeaderChecksum(byte[] datagram) {
        ByteBuffer out = ByteBuffer.wrap(datagram);
        int header = Math.min((datagram[0] & 0xF) * 4, datagram.length);
        out.putShort(10, (short) 0).putShort(10, (short) InternetChecksum.over(out, 0, header));
        return datagram;
    }
}
