package io.umbel.igmp;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Groups with members of versions 1 and 2 (RFC 3376 §7.3.2). */
class OlderHostsTest {

    private final TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);

    @Test
    void version2Report_joinsAllSources() {
        link.hear(TestLink.HOST, new IgmpMessage.ReportV2(TestLink.G));

        assertEquals("EXCLUDE(;)", link.wanted());
        assertEquals(IgmpVersion.V2, link.group().compatibilityMode());
    }

    @Test
    void version2Leave_asksForTheGroup() {
        link.hear(TestLink.HOST, new IgmpMessage.ReportV2(TestLink.G));

        link.hear(TestLink.HOST, new IgmpMessage.Leave(TestLink.G));

        assertEquals("Q(G)", link.queries());
        assertEquals(TestLink.LMQT, link.group().expireMs());
    }

    @Test
    void leaveOfAnUnknownGroup_doesNothing() {
        link.hear(TestLink.HOST, new IgmpMessage.Leave(TestLink.G));

        assertFalse(link.hasGroup(TestLink.G));
    }

    @Test
    void version2Member_makesBlocksAndExcludeListsMeaningless() {
        link.hear(TestLink.HOST, new IgmpMessage.ReportV2(TestLink.G));

        link.report(TestLink.OTHER_HOST, TestLink.G, RecordType.CHANGE_TO_EXCLUDE_MODE, 1);
        link.report(TestLink.OTHER_HOST, TestLink.G, RecordType.BLOCK_OLD_SOURCES, 2);

        assertEquals("EXCLUDE(;)", link.wanted());
        assertEquals(1, link.rejected(Rejection.OLDER_HOST_PRESENT));
        assertEquals("", link.queries());
    }

    @Test
    void version1Member_makesLeavesMeaningless() {
        link.hear(TestLink.HOST, new IgmpMessage.ReportV1(TestLink.G));

        link.hear(TestLink.OTHER_HOST, new IgmpMessage.Leave(TestLink.G));
        link.report(TestLink.OTHER_HOST, TestLink.G, RecordType.CHANGE_TO_INCLUDE_MODE);

        assertEquals("", link.queries());
        assertEquals(2, link.rejected(Rejection.OLDER_HOST_PRESENT));
        assertEquals(TestLink.GMI, link.group().expireMs());
    }

    @Test
    void olderMember_countsAsPresentForItsInterval() {
        link.hear(TestLink.HOST, new IgmpMessage.ReportV1(TestLink.G));
        link.passMs(1_000);
        link.hear(TestLink.OTHER_HOST, new IgmpMessage.ReportV2(TestLink.G));
        link.passMs(1_000);
        link.report(RecordType.MODE_IS_EXCLUDE);

        link.passMs(TestLink.GMI - 2_001);
        assertEquals(IgmpVersion.V1, link.group().compatibilityMode());
        link.passMs(1);
        assertEquals(IgmpVersion.V2, link.group().compatibilityMode());
        link.passMs(1_000);
        assertEquals(IgmpVersion.V3, link.group().compatibilityMode());
    }

    @Test
    void interfaceOfVersion2_ignoresVersion3Reports() {
        TestLink second = TestLink.settled(IgmpConfig.DEFAULTS.withVersion(IgmpVersion.V2));

        second.report(RecordType.CHANGE_TO_EXCLUDE_MODE);

        assertFalse(second.hasGroup(TestLink.G));
        assertEquals(1, second.rejected(Rejection.VERSION));
    }

    @Test
    void interfaceOfVersion1_ignoresLeaves() {
        TestLink first = TestLink.settled(IgmpConfig.DEFAULTS.withVersion(IgmpVersion.V1));
        first.hear(TestLink.HOST, new IgmpMessage.ReportV2(TestLink.G));

        first.hear(TestLink.HOST, new IgmpMessage.Leave(TestLink.G));

        assertEquals(1, first.rejected(Rejection.VERSION));
        assertTrue(first.sent.isEmpty());
    }
}
