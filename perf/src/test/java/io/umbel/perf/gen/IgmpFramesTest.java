package io.umbel.perf.gen;

import io.umbel.igmp.DatagramReader;
import io.umbel.igmp.IgmpDatagram;
import io.umbel.igmp.IgmpMessage;
import io.umbel.igmp.RecordType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What played hosts send, as the appliance's own reader takes it, which FRR and the kernel's hosts have tested. */
class IgmpFramesTest {
    private static final int HOST = 0x0a01_0102;
    private static final GroupMembership ANY = GroupMembership.anySource(0xef01_0101);
    private static final GroupMembership ONE = new GroupMembership(0xe801_0101, 0x0a00_0102);

    private static IgmpDatagram read(byte[] frame) {
        DatagramReader.Result result = DatagramReader.read(ByteBuffer.wrap(frame, 14, frame.length - 14));
        return assertInstanceOf(DatagramReader.Read.class, result).datagram();
    }

    private static IgmpDatagram only(int version, IgmpFrames.Says what, GroupMembership membership) {
        List<IgmpFrames.Message> messages = new IgmpFrames(version, HOST, 0).of(what, List.of(membership));
        assertEquals(1, messages.size());
        assertEquals(List.of(membership), messages.getFirst().about());
        return read(messages.getFirst().frame());
    }

    @ParameterizedTest
    @CsvSource({
        "JOIN,CHANGE_TO_EXCLUDE_MODE,ALLOW_NEW_SOURCES",
        "LEAVE,CHANGE_TO_INCLUDE_MODE,BLOCK_OLD_SOURCES",
        "STILL,MODE_IS_EXCLUDE,MODE_IS_INCLUDE"
    })
    void version3_saysItInTheRecord(IgmpFrames.Says what, RecordType anySource, RecordType oneSource) {
        for (GroupMembership membership : List.of(ANY, ONE)) {
            IgmpDatagram datagram = only(3, what, membership);
            assertEquals("224.0.0.22", datagram.destination().toString());
            assertTrue(datagram.routerAlert());
            assertEquals(1, datagram.ttl());
            var record = assertInstanceOf(IgmpMessage.ReportV3.class, datagram.message())
                    .records()
                    .getFirst();
            assertEquals(membership.isSourceSpecific() ? oneSource : anySource, record.type());
            assertEquals(membership.isSourceSpecific() ? 1 : 0, record.sources().size());
        }
    }

    @Test
    void version2_reportsToTheGroupAndLeavesToTheRouters() {
        IgmpDatagram report = only(2, IgmpFrames.Says.JOIN, ANY);
        assertEquals("239.1.1.1", report.destination().toString());
        assertInstanceOf(IgmpMessage.ReportV2.class, report.message());
        IgmpDatagram leave = only(2, IgmpFrames.Says.LEAVE, ANY);
        assertEquals("224.0.0.2", leave.destination().toString());
        assertInstanceOf(IgmpMessage.Leave.class, leave.message());
    }

    @Test
    void version1_hasNoWordForLeaving() {
        assertInstanceOf(
                IgmpMessage.ReportV1.class, only(1, IgmpFrames.Says.JOIN, ANY).message());
        assertEquals(List.of(), new IgmpFrames(1, HOST, 0).of(IgmpFrames.Says.LEAVE, List.of(ANY)));
    }

    @Test
    void thousandsOfGroups_takeReportsThatFitIntoFrames() {
        List<GroupMembership> many = IntStream.range(0, 5000)
                .mapToObj(i -> new GroupMembership(0xe801_0000 + i, 0x0a00_0102))
                .toList();
        List<IgmpFrames.Message> messages = new IgmpFrames(3, HOST, 0).of(IgmpFrames.Says.JOIN, many);
        int records = 0;
        for (IgmpFrames.Message message : messages) {
            assertTrue(message.frame().length <= 1514, "" + message.frame().length);
            records += ((IgmpMessage.ReportV3) read(message.frame()).message())
                    .records()
                    .size();
        }
        assertEquals(many.size(), records);
    }
}
