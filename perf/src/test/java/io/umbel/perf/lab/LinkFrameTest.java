package io.umbel.perf.lab;

import io.umbel.perf.UdpFrame;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What captured frames say, with the record types of RFC 3376 section 4.2.12. */
class LinkFrameTest {
    private static final int GROUP = 0xe8010101;
    private static final int OTHER_GROUP = 0xe8010102;
    private static final int SOURCE = 0x0a000102;
    private static final int OTHER_SOURCE = 0x0a000103;
    private static final Membership ANY_SOURCE = Membership.ofGroup(GROUP);
    private static final Membership ONE_SOURCE = new Membership(GROUP, SOURCE);

    @Test
    void aChangeToExcludeModeJoinsTheGroup() {
        assertTrue(LinkFrame.joins(ANY_SOURCE, report(record(4, GROUP))));
        assertFalse(LinkFrame.leaves(ANY_SOURCE, report(record(4, GROUP))));
    }

    @Test
    void aChangeToIncludeModeWithoutSourcesLeavesTheGroup() {
        assertTrue(LinkFrame.leaves(ANY_SOURCE, report(record(3, GROUP))));
        assertFalse(LinkFrame.joins(ANY_SOURCE, report(record(3, GROUP))));
    }

    @Test
    void anAllowedSourceIsJoinedAndABlockedOneLeft() {
        assertTrue(LinkFrame.joins(ONE_SOURCE, report(record(5, GROUP, OTHER_SOURCE, SOURCE))));
        assertTrue(LinkFrame.leaves(ONE_SOURCE, report(record(6, GROUP, OTHER_SOURCE, SOURCE))));
    }

    @Test
    void anotherSourceSaysNothingOfThisOne() {
        assertFalse(LinkFrame.joins(ONE_SOURCE, report(record(5, GROUP, OTHER_SOURCE))));
        assertFalse(LinkFrame.leaves(ONE_SOURCE, report(record(6, GROUP, OTHER_SOURCE))));
    }

    @Test
    void aLaterRecordCounts() {
        MemorySegment report = report(record(6, OTHER_GROUP, SOURCE, OTHER_SOURCE), record(5, GROUP, SOURCE));
        assertTrue(LinkFrame.joins(ONE_SOURCE, report));
    }

    @Test
    void aDatagramIsToldFromAReport() {
        MemorySegment datagram = MemorySegment.ofArray(UdpFrame.of(SOURCE, GROUP, 5000, 100));
        assertTrue(LinkFrame.isDatagramTo(GROUP, datagram));
        assertFalse(LinkFrame.isDatagramTo(OTHER_GROUP, datagram));
        assertFalse(LinkFrame.joins(ANY_SOURCE, datagram));
        assertFalse(LinkFrame.isDatagramTo(GROUP, report(record(4, GROUP))));
    }

    private static byte[] record(int type, int group, int... sources) {
        ByteBuffer record = ByteBuffer.allocate(8 + 4 * sources.length);
        record.put((byte) type).put((byte) 0).putShort((short) sources.length).putInt(group);
        for (int source : sources) {
            record.putInt(source);
        }
        return record.array();
    }

    /** As a host sends it: with the Router Alert option, which makes the IPv4 header 24 octets long. */
    private static MemorySegment report(byte[]... records) {
        ByteBuffer frame = ByteBuffer.allocate(1500);
        frame.putShort(12, (short) 0x0800);
        frame.put(14, (byte) 0x46).put(14 + 9, (byte) 2);
        frame.position(14 + 24);
        frame.put((byte) 0x22).position(14 + 24 + 6);
        frame.putShort((short) records.length);
        for (byte[] record : records) {
            frame.put(record);
        }
        return MemorySegment.ofArray(frame.array());
    }
}
