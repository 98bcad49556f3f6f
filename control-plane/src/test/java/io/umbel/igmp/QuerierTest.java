package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** General queries and the election (RFC 3376 §6.6, §7.3.1, §8). */
class QuerierTest {

    private static final IgmpMessage.Query GENERAL = TestLink.query(IgmpVersion.V3, Ipv4.ZERO, false);
    /** RFC 3376 §8.5 with the defaults. */
    private static final long OTHER_QUERIER_PRESENT_MS = 255_000;

    @Test
    void start_sendsAGeneralQueryAtOnce() {
        TestLink link = TestLink.withDefaults();

        assertEquals(
                List.of(IgmpDatagram.from(
                        TestLink.ROUTER,
                        new IgmpMessage.Query(IgmpVersion.V3, Ipv4.ZERO, 10_000, false, 2, 125_000, List.of()))),
                link.sent);
    }

    @ParameterizedTest(name = "after {0} ms: {1} queries")
    @CsvSource({"31249, 1", "31250, 2", "156249, 2", "156250, 3", "281250, 4"})
    void startupQueries_areAQuarterOfTheIntervalApart(long ms, int queries) {
        TestLink link = TestLink.withDefaults();

        link.passMs(ms);

        assertEquals(queries, link.generalQueries());
    }

    @ParameterizedTest
    @EnumSource(IgmpVersion.class)
    void interfaceOfAnyVersion_queriesInThatVersion(IgmpVersion version) {
        TestLink link = new TestLink(IgmpConfig.DEFAULTS.withVersion(version));

        assertEquals(version, ((IgmpMessage.Query) link.sent.getFirst().message()).version());
    }

    @Test
    void queryFromALowerAddress_silencesUs() {
        TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);

        link.hear(TestLink.LOWER_ROUTER, GENERAL);
        link.passMs(OTHER_QUERIER_PRESENT_MS - 1);

        assertEquals(0, link.generalQueries());
        assertEquals(TestLink.LOWER_ROUTER, link.view().querier());
    }

    @Test
    void queryFromAHigherAddress_isIgnored() {
        TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);

        link.hear(TestLink.HIGHER_ROUTER, GENERAL);
        link.passMs(125_000);

        assertEquals(1, link.generalQueries());
        assertTrue(link.view().isQuerier());
    }

    @Test
    void silentQuerier_isReplacedWhenItsTimerEnds() {
        TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);
        link.hear(TestLink.LOWER_ROUTER, GENERAL);

        link.passMs(OTHER_QUERIER_PRESENT_MS);

        assertEquals(1, link.generalQueries());
        assertEquals(TestLink.ROUTER, link.view().querier());
    }

    @Test
    void everyQueryOfTheQuerier_startsItsTimerAnew() {
        TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);
        link.hear(TestLink.LOWER_ROUTER, GENERAL);
        link.passMs(OTHER_QUERIER_PRESENT_MS - 1);

        link.hear(TestLink.LOWER_ROUTER, GENERAL);
        link.passMs(OTHER_QUERIER_PRESENT_MS - 1);

        assertFalse(link.view().isQuerier());
    }

    @Test
    void queriersRobustnessAndInterval_areAdoptedAndGivenBack() {
        TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);

        link.hear(
                TestLink.LOWER_ROUTER,
                new IgmpMessage.Query(IgmpVersion.V3, Ipv4.ZERO, 10_000, false, 3, 60_000, List.of()));
        assertEquals(3 * 60_000 + 10_000, link.view().effectiveTimers().groupMembershipIntervalMs());
        assertEquals(3 * 60_000 + 5_000, link.view().otherQuerierExpireMs());

        link.passMs(185_000);
        assertEquals(IgmpTimers.DEFAULTS, link.view().effectiveTimers());
    }

    @Test
    void querierThatAsksMoreOftenThanOurHostsAnswer_isReplacedSoonAfterItIsGone() {
        TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);

        link.hear(
                TestLink.LOWER_ROUTER,
                new IgmpMessage.Query(IgmpVersion.V3, Ipv4.ZERO, 1_000, false, 2, 3_000, List.of()));

        assertEquals(2 * 3_000 + 2_999 / 2, link.view().otherQuerierExpireMs());
    }

    @Test
    void querierThatSaysNothing_leavesOurTimers() {
        TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);

        link.hear(
                TestLink.LOWER_ROUTER,
                new IgmpMessage.Query(IgmpVersion.V2, Ipv4.ZERO, 10_000, false, 0, 0, List.of()));

        assertEquals(IgmpTimers.DEFAULTS, link.view().effectiveTimers());
        assertEquals(1, link.view().statistics().wrongVersionQueries());
    }

    @Test
    void nonQuerier_doesNotAskAfterALeave() {
        TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);
        link.hear(TestLink.LOWER_ROUTER, GENERAL);
        link.report(RecordType.CHANGE_TO_EXCLUDE_MODE);

        link.report(RecordType.CHANGE_TO_INCLUDE_MODE);
        link.passMs(10_000);

        assertEquals("", link.queries());
        assertEquals("EXCLUDE(;)", link.wanted());
    }

    /** (A-X-Y) = Group Timer in §6.4.2; the querier lowers these timers at once. */
    @ParameterizedTest
    @EnumSource(names = {"CHANGE_TO_EXCLUDE_MODE", "BLOCK_OLD_SOURCES"})
    void nonQuerier_givesNewlyListedSourcesTheGroupTimer(RecordType type) {
        TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);
        link.hear(TestLink.LOWER_ROUTER, GENERAL);
        link.report(RecordType.CHANGE_TO_EXCLUDE_MODE);
        link.passMs(5_000);

        link.report(type, 1);

        assertEquals(
                List.of(new GroupView.Source(TestLink.s(1), TestLink.GMI - 5_000)),
                link.group().sources());
    }

    @Test
    void groupQueryOfTheQuerier_lowersTheGroupTimer() {
        TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);
        link.report(RecordType.CHANGE_TO_EXCLUDE_MODE);

        link.hear(TestLink.LOWER_ROUTER, TestLink.query(IgmpVersion.V3, TestLink.G, false));

        assertEquals(TestLink.LMQT, link.group().expireMs());
    }

    @Test
    void sourceQueryOfTheQuerier_lowersThoseSourceTimers() {
        TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);
        link.report(RecordType.ALLOW_NEW_SOURCES, 1, 2);

        link.hear(TestLink.LOWER_ROUTER, TestLink.query(IgmpVersion.V3, TestLink.G, false, 2));
        link.passMs(TestLink.LMQT);

        assertEquals("INCLUDE(1)", link.wanted());
    }

    @Test
    void suppressedQuery_lowersNothing() {
        TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);
        link.report(RecordType.CHANGE_TO_EXCLUDE_MODE);

        link.hear(TestLink.LOWER_ROUTER, TestLink.query(IgmpVersion.V3, TestLink.G, true));

        assertEquals(TestLink.GMI, link.group().expireMs());
    }

    @Test
    void querierDeposedWhileAsking_fallsSilent() {
        TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);
        link.report(RecordType.CHANGE_TO_EXCLUDE_MODE);
        link.report(RecordType.CHANGE_TO_INCLUDE_MODE);
        link.forget();

        link.hear(TestLink.LOWER_ROUTER, GENERAL);
        link.passMs(10_000);

        assertEquals("", link.queries());
        assertFalse(link.hasGroup(TestLink.G));
    }
}
