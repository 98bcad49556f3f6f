package io.umbel.igmp;

import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.SourceGroup;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Which messages, groups and sources count, and which are rejected and counted. */
class AdmissionTest {

    private static final IgmpMessage REPORT = new IgmpMessage.ReportV2(TestLink.G);
    private static final IgmpMessage V3_REPORT =
            new IgmpMessage.ReportV3(List.of(new GroupRecord(RecordType.MODE_IS_EXCLUDE, TestLink.G, List.of())));

    private final TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);

    @ParameterizedTest
    @CsvSource({"0", "2", "64", "255"})
    void ttlOtherThanOne_isRejected(int ttl) {
        link.hear(new IgmpDatagram(TestLink.HOST, TestLink.G, ttl, true, REPORT));

        assertRejected(Rejection.TTL);
    }

    @Test
    void withoutRouterAlert_isRejected() {
        link.hear(new IgmpDatagram(TestLink.HOST, TestLink.G, 1, false, REPORT));

        assertRejected(Rejection.NO_ROUTER_ALERT);
    }

    @Test
    void withoutRouterAlert_isTakenWhereItIsNotRequired() {
        TestLink lax = TestLink.settled(IgmpConfig.DEFAULTS.withRequireRouterAlert(false));

        lax.hear(new IgmpDatagram(TestLink.HOST, TestLink.G, 1, false, REPORT));

        assertTrue(lax.hasGroup(TestLink.G));
    }

    @Test
    void version1WithoutRouterAlert_isTaken() {
        link.hear(new IgmpDatagram(TestLink.HOST, TestLink.G, 1, false, new IgmpMessage.ReportV1(TestLink.G)));

        assertTrue(link.hasGroup(TestLink.G));
    }

    @ParameterizedTest
    @CsvSource({"10.0.1.5", "0.0.0.0", "224.0.0.5", "127.0.0.1"})
    void reportFromElsewhere_isRejected(String source) {
        link.hear(Ipv4.parse(source), REPORT);

        assertRejected(Rejection.SOURCE_NOT_LOCAL);
    }

    @Test
    void version3ReportWithoutAnAddress_isTaken() {
        link.hear(Ipv4.ZERO, V3_REPORT);

        assertTrue(link.hasGroup(TestLink.G));
    }

    @Test
    void queryWithoutAnAddress_isRejected() {
        link.hear(Ipv4.ZERO, TestLink.query(IgmpVersion.V3, Ipv4.ZERO, false));

        assertRejected(Rejection.SOURCE_NOT_LOCAL);
    }

    @Test
    void ourOwnQuery_isRejected() {
        link.hear(TestLink.ROUTER, TestLink.query(IgmpVersion.V3, Ipv4.ZERO, false));

        assertRejected(Rejection.OWN_ADDRESS);
    }

    @Test
    void reportToAnotherGroupThanReported_isRejected() {
        link.hear(new IgmpDatagram(TestLink.HOST, Ipv4.parse("239.1.1.2"), 1, true, REPORT));

        assertRejected(Rejection.WRONG_DESTINATION);
    }

    @Test
    void messageToOurAddress_isTaken() {
        link.hear(new IgmpDatagram(TestLink.HOST, TestLink.ROUTER, 1, true, REPORT));

        assertTrue(link.hasGroup(TestLink.G));
    }

    @ParameterizedTest
    @CsvSource({
        "224.0.0.5, LINK_LOCAL_GROUP",
        "224.0.0.251, LINK_LOCAL_GROUP",
        "10.1.1.1, NOT_A_GROUP",
        "240.0.0.1, NOT_A_GROUP"
    })
    void groupThatIsNeverForwarded_isRejected(String group, Rejection reason) {
        link.report(TestLink.HOST, Ipv4.parse(group), RecordType.MODE_IS_EXCLUDE);

        assertRejected(reason);
    }

    @Test
    void groupNextToTheLinkLocalOnes_isTaken() {
        link.report(TestLink.HOST, Ipv4.parse("224.0.1.0"), RecordType.MODE_IS_EXCLUDE);

        assertTrue(link.hasGroup(Ipv4.parse("224.0.1.0")));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0", "239.1.1.1", "255.255.255.255", "127.0.0.1"})
    void sourceThatIsNoUnicastAddress_isLeftOut(String source) {
        link.hear(
                TestLink.HOST,
                new IgmpMessage.ReportV3(List.of(new GroupRecord(
                        RecordType.ALLOW_NEW_SOURCES, TestLink.G, List.of(Ipv4.parse(source), TestLink.s(1))))));

        assertEquals("INCLUDE(1)", link.wanted());
        assertEquals(1, link.rejected(Rejection.NOT_A_SOURCE));
    }

    @Test
    void deniedGroup_isRejected_byTheFirstRuleThatNamesIt() {
        GroupPolicy policy = new GroupPolicy(
                List.of(
                        new GroupPolicy.Rule(GroupPolicy.Action.ALLOW, Ipv4Prefix.parse("239.1.1.0/24")),
                        new GroupPolicy.Rule(GroupPolicy.Action.DENY, Ipv4Prefix.parse("239.1.0.0/16"))),
                GroupPolicy.Action.ALLOW);
        TestLink strict = TestLink.settled(IgmpConfig.DEFAULTS.withGroupPolicy(policy));

        for (String group : List.of("239.1.1.1", "239.1.2.1", "239.2.0.1")) {
            strict.report(TestLink.HOST, Ipv4.parse(group), RecordType.MODE_IS_EXCLUDE);
        }

        assertTrue(strict.hasGroup(Ipv4.parse("239.1.1.1")));
        assertFalse(strict.hasGroup(Ipv4.parse("239.1.2.1")));
        assertTrue(strict.hasGroup(Ipv4.parse("239.2.0.1")));
        assertEquals(1, strict.rejected(Rejection.GROUP_DENIED));
    }

    @Test
    void groupBeyondTheLimit_isRejected_untilAnotherHasGone() {
        TestLink small = TestLink.settled(IgmpConfig.DEFAULTS.withLimits(1, 10).withImmediateLeave(true));
        Ipv4 second = Ipv4.parse("239.1.1.2");
        small.report(RecordType.MODE_IS_EXCLUDE);

        small.report(TestLink.HOST, second, RecordType.MODE_IS_EXCLUDE);
        assertFalse(small.hasGroup(second));
        assertEquals(1, small.rejected(Rejection.GROUP_LIMIT));

        small.report(RecordType.CHANGE_TO_INCLUDE_MODE);
        small.report(TestLink.HOST, second, RecordType.MODE_IS_EXCLUDE);
        assertTrue(small.hasGroup(second));
    }

    @Test
    void sourcesBeyondTheLimit_areLeftOut() {
        TestLink small = TestLink.settled(IgmpConfig.DEFAULTS.withLimits(10, 2));

        small.report(RecordType.ALLOW_NEW_SOURCES, 1, 2, 3);

        assertEquals("INCLUDE(1,2)", small.wanted());
        assertEquals(1, small.rejected(Rejection.SOURCE_LIMIT));
    }

    @Test
    void excludedSourcesBeyondTheLimit_areForwarded() {
        TestLink small = TestLink.settled(IgmpConfig.DEFAULTS.withLimits(10, 2));

        small.report(RecordType.MODE_IS_EXCLUDE, 1, 2, 3);

        assertEquals("EXCLUDE(;1,2)", small.wanted());
    }

    @Test
    void anySourceMembership_isRejectedInTheSsmRange() {
        link.report(TestLink.HOST, TestLink.SSM_G, RecordType.MODE_IS_EXCLUDE);
        link.report(TestLink.HOST, TestLink.SSM_G, RecordType.CHANGE_TO_EXCLUDE_MODE, 1);
        link.hear(TestLink.HOST, new IgmpMessage.ReportV2(TestLink.SSM_G));
        link.hear(TestLink.HOST, new IgmpMessage.ReportV1(TestLink.SSM_G));

        assertFalse(link.hasGroup(TestLink.SSM_G));
        assertEquals(4, link.rejected(Rejection.SSM_ANY_SOURCE));
    }

    @Test
    void sourceSpecificMembership_isTakenInTheSsmRange() {
        link.report(TestLink.HOST, TestLink.SSM_G, RecordType.ALLOW_NEW_SOURCES, 1);

        assertEquals("INCLUDE(1)", link.wanted(TestLink.SSM_G));
    }

    @Test
    void version2ReportInTheSsmRange_joinsTheMappedSources() {
        TestLink mapping = mapping();

        mapping.hear(TestLink.HOST, new IgmpMessage.ReportV2(TestLink.SSM_G));
        assertEquals("INCLUDE(1,2)", mapping.wanted(TestLink.SSM_G));

        mapping.hear(TestLink.HOST, new IgmpMessage.Leave(TestLink.SSM_G));
        mapping.passMs(TestLink.LMQT);
        assertEquals("INCLUDE()", mapping.wanted(TestLink.SSM_G));
    }

    private static TestLink mapping() {
        Ipv4Prefix groups = Ipv4Prefix.parse("232.1.0.0/16");
        return TestLink.settled(IgmpConfig.DEFAULTS.withSsm(new SsmPolicy(
                SsmPolicy.DEFAULT.ranges(),
                List.of(new SsmPolicy.Mapping(groups, TestLink.s(1)), new SsmPolicy.Mapping(groups, TestLink.s(2))))));
    }

    @Test
    void staticGroups_areWantedFromTheStart_andWithoutHosts() {
        TestLink fixed = new TestLink(IgmpConfig.DEFAULTS.withStaticGroups(
                Set.of(SourceGroup.anySource(TestLink.G), SourceGroup.of(TestLink.s(1), TestLink.SSM_G))));

        assertEquals(List.of(TestLink.SSM_G + " INCLUDE(1)", TestLink.G + " EXCLUDE(;)"), fixed.told);
    }

    @Test
    void staticGroup_addsUpWithWhatHostsWant_andOutlastsThem() {
        TestLink fixed = TestLink.settled(
                IgmpConfig.DEFAULTS.withStaticGroups(Set.of(SourceGroup.of(TestLink.s(1), TestLink.G))));

        fixed.report(RecordType.CHANGE_TO_EXCLUDE_MODE, 1, 2);
        assertEquals("EXCLUDE(1;2)", fixed.wanted());

        fixed.report(RecordType.CHANGE_TO_INCLUDE_MODE);
        fixed.passMs(TestLink.LMQT);
        assertEquals("INCLUDE(1)", fixed.wanted());
    }

    @Test
    void badSettings_areRefusedInOneSentence() {
        assertThrows(IllegalArgumentException.class, () -> IgmpTimers.of(0, 125_000, 10_000, 1_000));
        assertThrows(IllegalArgumentException.class, () -> IgmpTimers.of(2, 10_000, 10_000, 1_000));
        assertThrows(IllegalArgumentException.class, () -> IgmpConfig.DEFAULTS.withMtu(60));
        assertThrows(
                IllegalArgumentException.class,
                () -> IgmpConfig.DEFAULTS.withStaticGroups(Set.of(SourceGroup.anySource(TestLink.SSM_G))));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Ipv4Prefix.parse("239.1.1.1/16"));
        assertEquals(
                "239.1.1.1/16 has bits set beyond its length; 239.1.0.0/16 is allowed.",
                String.valueOf(refused.getMessage()));
    }

    @Test
    void datagramOnAnInterfaceThatIsDown_isCounted() {
        byte[] datagram = DatagramWriter.write(IgmpDatagram.from(TestLink.HOST, REPORT));

        link.router.onDatagram(InterfaceId.of(99), ByteBuffer.wrap(datagram), link.nowMs);

        assertEquals(1, link.router.datagramsOnUnknownInterfaces());
    }

    @Test
    void interfaceThatWentDown_hasForgottenEverythingAndDoesNothing() {
        link.report(RecordType.CHANGE_TO_EXCLUDE_MODE, 1);
        link.report(RecordType.CHANGE_TO_INCLUDE_MODE);

        link.router.interfaceDown(TestLink.ON);

        assertTrue(link.router.nextDeadlineMs().isEmpty());
        assertEquals("INCLUDE()", link.wanted());
    }

    private void assertRejected(Rejection reason) {
        assertEquals(1, link.rejected(reason));
        assertEquals(List.of(), link.router.groups(TestLink.ON, link.nowMs));
        assertTrue(link.view().isQuerier());
    }
}
