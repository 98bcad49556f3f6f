package io.umbel.igmp;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The end of memberships: last-member queries, immediate leave, explicit tracking, silence. */
class LeavingTest {

    private final TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);

    @Test
    void unansweredLeave_endsAfterTheLastMemberQueryTime() {
        link.report(RecordType.CHANGE_TO_EXCLUDE_MODE);
        link.report(RecordType.CHANGE_TO_INCLUDE_MODE);

        link.passMs(TestLink.LMQT - 1);
        assertEquals("EXCLUDE(;)", link.wanted());
        assertEquals("Q(G) Q(G)", link.queries());
        link.passMs(1);
        assertEquals("INCLUDE()", link.wanted());
        assertFalse(link.hasGroup(TestLink.G));
    }

    @Test
    void answeredLeave_goesOn_andTheNextQuerySaysSo() {
        link.report(RecordType.CHANGE_TO_EXCLUDE_MODE);
        link.report(RecordType.CHANGE_TO_INCLUDE_MODE);

        link.passMs(500);
        link.report(TestLink.OTHER_HOST, TestLink.G, RecordType.MODE_IS_EXCLUDE);
        link.passMs(10_000);

        assertEquals("Q(G) Q(G)S", link.queries());
        assertEquals("EXCLUDE(;)", link.wanted());
    }

    @Test
    void answeredBlock_goesOn_andTheNextQuerySaysSo() {
        link.report(RecordType.ALLOW_NEW_SOURCES, 1, 2);
        link.report(RecordType.BLOCK_OLD_SOURCES, 1, 2);

        link.passMs(500);
        link.report(TestLink.OTHER_HOST, TestLink.G, RecordType.MODE_IS_INCLUDE, 2);
        link.passMs(10_000);

        assertEquals("Q(G,1,2) Q(G,2)S Q(G,1)", link.queries());
        assertEquals("INCLUDE(2)", link.wanted());
    }

    @Test
    void repeatedLeave_doesNotAskAgain() {
        link.report(RecordType.CHANGE_TO_EXCLUDE_MODE);
        link.report(RecordType.CHANGE_TO_INCLUDE_MODE);

        link.passMs(500);
        link.report(RecordType.CHANGE_TO_INCLUDE_MODE);
        link.passMs(TestLink.LMQT - 500);

        assertEquals("Q(G) Q(G)", link.queries());
        assertFalse(link.hasGroup(TestLink.G));
    }

    @Test
    void moreSourcesThanAQueryHolds_areAskedAboutInParts() {
        TestLink small = TestLink.settled(IgmpConfig.DEFAULTS.withMtu(68)); // room for 8 sources
        int[] sources = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        small.report(RecordType.ALLOW_NEW_SOURCES, sources);

        small.report(RecordType.BLOCK_OLD_SOURCES, sources);

        assertEquals("Q(G,1,2,3,4,5,6,7,8) Q(G,9,10)", small.queries());
    }

    @Test
    void excludedMember_thatFallsSilent_leavesTheRequestedSources() {
        link.report(RecordType.CHANGE_TO_EXCLUDE_MODE, 3);
        link.passMs(100_000);
        link.report(TestLink.OTHER_HOST, TestLink.G, RecordType.ALLOW_NEW_SOURCES, 1);
        assertEquals("EXCLUDE(1;3)", link.wanted());

        link.passMs(TestLink.GMI - 100_000);
        assertEquals("INCLUDE(1)", link.wanted());
        link.passMs(100_000);
        assertEquals("INCLUDE()", link.wanted());
    }

    @Test
    void requestedSource_thatFallsSilentInExcludeMode_isExcluded() {
        link.report(RecordType.CHANGE_TO_EXCLUDE_MODE, 3);
        link.report(TestLink.OTHER_HOST, TestLink.G, RecordType.ALLOW_NEW_SOURCES, 3);
        link.passMs(TestLink.GMI - 1_000);
        link.report(RecordType.MODE_IS_EXCLUDE, 3);

        link.passMs(1_000);

        assertEquals("EXCLUDE(;3)", link.wanted());
    }

    @Test
    void immediateLeave_endsWithoutAQuery() {
        TestLink fast = TestLink.settled(IgmpConfig.DEFAULTS.withImmediateLeave(true));
        fast.hear(TestLink.HOST, new IgmpMessage.ReportV2(TestLink.G));

        fast.hear(TestLink.HOST, new IgmpMessage.Leave(TestLink.G));

        assertEquals(List.of(TestLink.G + " EXCLUDE(;)", TestLink.G + " INCLUDE()"), fast.told);
        assertEquals("", fast.queries());
    }

    @Test
    void immediateLeave_blocksSourcesWithoutAQuery() {
        TestLink fast = TestLink.settled(IgmpConfig.DEFAULTS.withImmediateLeave(true));
        fast.report(RecordType.CHANGE_TO_EXCLUDE_MODE);

        fast.report(RecordType.BLOCK_OLD_SOURCES, 1);

        assertEquals("EXCLUDE(;1)", fast.wanted());
    }

    @Test
    void lastTrackedHost_leavesAtOnce() {
        TestLink tracking = TestLink.settled(IgmpConfig.DEFAULTS.withExplicitTracking(true));
        tracking.report(TestLink.HOST, TestLink.G, RecordType.CHANGE_TO_EXCLUDE_MODE);
        tracking.report(TestLink.OTHER_HOST, TestLink.G, RecordType.CHANGE_TO_EXCLUDE_MODE);

        tracking.report(TestLink.HOST, TestLink.G, RecordType.CHANGE_TO_INCLUDE_MODE);
        assertEquals("EXCLUDE(;)", tracking.wanted());
        tracking.report(TestLink.OTHER_HOST, TestLink.G, RecordType.CHANGE_TO_INCLUDE_MODE);
        assertEquals("INCLUDE()", tracking.wanted());
    }

    @Test
    void lastTrackedHostOfASource_leavesItAtOnce() {
        TestLink tracking = TestLink.settled(IgmpConfig.DEFAULTS.withExplicitTracking(true));
        tracking.report(TestLink.HOST, TestLink.G, RecordType.ALLOW_NEW_SOURCES, 1, 2);
        tracking.report(TestLink.OTHER_HOST, TestLink.G, RecordType.ALLOW_NEW_SOURCES, 2);

        tracking.report(TestLink.HOST, TestLink.G, RecordType.BLOCK_OLD_SOURCES, 1, 2);

        assertEquals("INCLUDE(2)", tracking.wanted());
        assertEquals("Q(G,2)", tracking.queries());
    }

    @Test
    void groupThatEndsAtOnceWhileItIsAskedFor_isNotAskedForAgain() {
        TestLink tracking = TestLink.settled(IgmpConfig.DEFAULTS.withExplicitTracking(true));
        tracking.report(TestLink.HOST, TestLink.G, RecordType.CHANGE_TO_EXCLUDE_MODE);
        tracking.report(TestLink.OTHER_HOST, TestLink.G, RecordType.CHANGE_TO_EXCLUDE_MODE);
        tracking.report(TestLink.HOST, TestLink.G, RecordType.CHANGE_TO_INCLUDE_MODE);
        tracking.forget();

        tracking.report(TestLink.OTHER_HOST, TestLink.G, RecordType.CHANGE_TO_INCLUDE_MODE, 1);
        tracking.passMs(10_000);

        assertEquals("INCLUDE(1)", tracking.wanted());
        assertEquals("", tracking.queries());
    }

    @Test
    void trackedHost_isShownWithWhatItWants() {
        TestLink tracking = TestLink.settled(IgmpConfig.DEFAULTS.withExplicitTracking(true));

        tracking.report(TestLink.HOST, TestLink.G, RecordType.CHANGE_TO_EXCLUDE_MODE, 1);

        assertEquals(
                List.of(new GroupView.Host(TestLink.HOST, FilterMode.EXCLUDE, List.of(TestLink.s(1)))),
                tracking.group().hosts());
    }

    @Test
    void hostThatCannotBeTracked_isAskedFor() {
        TestLink tracking = TestLink.settled(IgmpConfig.DEFAULTS.withExplicitTracking(true));
        tracking.hear(TestLink.OTHER_HOST, new IgmpMessage.ReportV2(TestLink.G));
        tracking.report(RecordType.CHANGE_TO_EXCLUDE_MODE);

        tracking.report(RecordType.CHANGE_TO_INCLUDE_MODE);

        assertTrue(tracking.hasGroup(TestLink.G));
        assertEquals("Q(G)", tracking.queries());
    }

    @Test
    void hostsThatMayNotHaveReportedYet_areAskedFor() {
        TestLink starting = new TestLink(IgmpConfig.DEFAULTS.withExplicitTracking(true));
        starting.report(RecordType.CHANGE_TO_EXCLUDE_MODE);

        starting.report(RecordType.CHANGE_TO_INCLUDE_MODE);

        assertTrue(starting.hasGroup(TestLink.G));
    }
}
