package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MgmOptions;
import io.umbel.mgm.SourceGroup;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What hosts want, as memberships and outgoing lists of a real group manager. */
class IgmpClientTest {

    private final ManagedRouter router = ManagedRouter.withDefaults();

    @Test
    void excludeOfNothing_isTheAnySourceMembership() {
        router.report(RecordType.CHANGE_TO_EXCLUDE_MODE);

        assertEquals(List.of("add * JOIN"), router.calls());
    }

    @Test
    void repeatedReports_makeNoCalls() {
        router.report(RecordType.ALLOW_NEW_SOURCES, 1);
        router.calls();

        router.report(RecordType.MODE_IS_INCLUDE, 1);

        assertEquals(List.of(), router.calls());
    }

    @Test
    void includedSources_areMembershipsOfTheirOwn() {
        router.report(RecordType.ALLOW_NEW_SOURCES, 1, 2);
        router.report(RecordType.CHANGE_TO_INCLUDE_MODE, 2, 3);
        router.passMs(TestLink.LMQT);

        assertEquals(List.of("add 1 JOIN", "add 2 JOIN", "add 3 JOIN", "delete 1 JOIN_AND_FORWARD"), router.calls());
    }

    @Test
    void includeBecomesExclude_andBack_withoutAGap() {
        router.report(RecordType.ALLOW_NEW_SOURCES, 1, 2);
        router.calls();

        router.report(RecordType.MODE_IS_EXCLUDE, 2, 3);
        assertEquals(List.of("add * JOIN", "delete 1 JOIN", "delete 3 FORWARD"), router.calls());

        router.report(RecordType.CHANGE_TO_INCLUDE_MODE, 2);
        router.passMs(TestLink.LMQT);
        assertEquals(List.of("delete * JOIN"), router.calls());
    }

    @Test
    void excludedSource_isKeptOffAnMfeThatExists() {
        router.report(RecordType.CHANGE_TO_EXCLUDE_MODE);
        router.packet(1, TestLink.G);
        assertEquals(List.of(1), router.outgoing(1));

        router.report(RecordType.BLOCK_OLD_SOURCES, 1);
        router.passMs(TestLink.LMQT);

        assertEquals(List.of(), router.outgoing(1));
    }

    @Test
    void excludedSource_isKeptOffAnMfeThatIsMadeLater() {
        router.report(RecordType.CHANGE_TO_EXCLUDE_MODE, 1);
        router.report(ManagedRouter.TWO, TestLink.G, RecordType.CHANGE_TO_EXCLUDE_MODE, 2);

        router.packet(1, TestLink.G);

        assertEquals(List.of(2), router.outgoing(1));
    }

    @Test
    void sourceThatIsNoLongerExcluded_isForwardedAgain_andStopsWithTheGroup() {
        router.report(RecordType.CHANGE_TO_EXCLUDE_MODE, 1);
        router.packet(1, TestLink.G);

        router.report(RecordType.MODE_IS_EXCLUDE);
        assertEquals(List.of(1), router.outgoing(1));

        router.report(RecordType.CHANGE_TO_INCLUDE_MODE);
        router.passMs(TestLink.LMQT);
        assertEquals(List.of(), router.outgoing(1));
    }

    @Test
    void takenInterface_hasAllMembershipsAgain_butNotFromInsideTheCallback() {
        router.report(RecordType.CHANGE_TO_EXCLUDE_MODE);
        router.report(ManagedRouter.ONE, Ipv4.parse("239.1.1.2"), RecordType.ALLOW_NEW_SOURCES, 1);
        router.calls();

        router.ownerTakes(ManagedRouter.ONE);
        assertEquals(List.of(), router.calls());

        router.client.advance(router.nowMs);
        assertEquals(List.of("add * JOIN", "add 1 JOIN"), router.calls());
        assertEquals(List.of(), router.failures);
    }

    @Test
    void releasedInterface_hasAllMembershipsAgain() {
        router.ownerTakes(ManagedRouter.ONE);
        router.client.advance(router.nowMs);
        router.report(RecordType.CHANGE_TO_EXCLUDE_MODE);
        router.calls();

        router.ownerReleases(ManagedRouter.ONE);
        router.client.advance(router.nowMs);

        assertEquals(List.of("add * JOIN"), router.calls());
    }

    @Test
    void whatChangesBeforeTheMembershipsAreBack_isNotLost() {
        router.report(RecordType.CHANGE_TO_EXCLUDE_MODE);
        router.ownerTakes(ManagedRouter.ONE);
        router.calls();

        router.report(ManagedRouter.ONE, Ipv4.parse("239.1.1.2"), RecordType.ALLOW_NEW_SOURCES, 7);
        assertEquals(List.of(), router.calls());

        router.client.advance(router.nowMs);
        assertEquals(List.of("add * JOIN", "add 7 JOIN"), router.calls());
    }

    @Test
    void afterAChangeOfOwner_theNextDeadlineIsNow() {
        router.ownerTakes(ManagedRouter.ONE);

        assertEquals(Long.MIN_VALUE, router.client.nextDeadlineMs().orElseThrow());
    }

    @Test
    void sharedInterface_isNotTrimmed_becauseItsOwnerMayWantTheSourceDownstream() {
        router.ownerTakes(ManagedRouter.ONE);
        router.client.advance(router.nowMs);
        router.ownerJoins(SourceGroup.of(TestLink.s(1), TestLink.G), ManagedRouter.ONE);
        router.packet(1, TestLink.G);
        router.calls();

        router.report(RecordType.CHANGE_TO_EXCLUDE_MODE, 1);

        assertEquals(List.of("add * JOIN"), router.calls());
        assertEquals(List.of(1), router.outgoing(1));
        assertEquals(false, router.client.wants(ManagedRouter.ONE, TestLink.s(1), TestLink.G));
    }

    @Test
    void refusedMembership_isTriedAgainWhenThereIsRoom() {
        ManagedRouter full = new ManagedRouter(MgmOptions.DEFAULTS.withLimits(100, 1), IgmpConfig.DEFAULTS);
        full.report(RecordType.CHANGE_TO_EXCLUDE_MODE);
        Ipv4 second = Ipv4.parse("239.1.1.2");
        full.report(ManagedRouter.ONE, second, RecordType.ALLOW_NEW_SOURCES, 5);
        assertEquals(1, full.client.refusedMemberships());

        full.report(RecordType.CHANGE_TO_INCLUDE_MODE);
        full.passMs(TestLink.LMQT);
        full.client.advance(full.nowMs);

        assertEquals("add 5 JOIN", full.calls().getLast());
        full.client.advance(full.nowMs);
        assertEquals(List.of(), full.calls());
    }

    @Test
    void forwardStateOfASourceThatWasRequestedForAWhileGoesWithTheLastHost() {
        ManagedRouter router = ManagedRouter.withDefaults();
        router.packet(3, TestLink.G);
        router.report(RecordType.CHANGE_TO_EXCLUDE_MODE, 3);
        router.report(RecordType.MODE_IS_EXCLUDE);
        router.report(RecordType.CHANGE_TO_INCLUDE_MODE, 3);
        router.passMs(5_000);
        router.report(RecordType.MODE_IS_EXCLUDE);
        router.passMs(300_000);
        assertEquals(List.of(), router.outgoing(3));
    }

    @Test
    void closedClient_hasLeftEverything() {
        router.report(RecordType.CHANGE_TO_EXCLUDE_MODE);
        router.packet(1, TestLink.G);

        router.client.close();

        assertEquals(List.of(), router.outgoing(1));
        assertTrue(router.client.nextDeadlineMs().isEmpty());
    }
}
