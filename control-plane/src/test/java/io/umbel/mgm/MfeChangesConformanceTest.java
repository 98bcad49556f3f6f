package io.umbel.mgm;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

import static io.umbel.mgm.Router.*;
import static org.junit.jupiter.api.Assertions.*;

/** Changes to an existing MFE: C117 to C140. */
@Conformance
class MfeChangesConformanceTest {

    /** A has (*,G1) on 1, and there is the MFE (S1,G1) in 2 out {1}. */
    private static Router withMfe() {
        return withMfe(Router.f0());
    }

    private static Router withMfe(Router r) {
        r.a.adds(ANY_G1, 1);
        r.packet(S1, G1, 2);
        r.forget();
        return r;
    }

    /** There is the MFE (S1,G1) in 2 out {}. */
    private static Router withNegativeMfe() {
        Router r = Router.f0();
        r.packet(S1, G1, 2);
        r.forget();
        return r;
    }

    @Test
    void C117_anotherBranch_isNoChangeFromEmpty() {
        Router r = withMfe();

        r.c.adds(ANY_G1, 3);

        r.saw("J((*,G1),T)→A");
        assertEquals(interfaces(1, 3), r.outgoing(S1, G1));
    }

    @Test
    void C118_theFirstBranchOfANegativeMfe_joinsAfterTheMembershipAlerts() {
        Router r = withNegativeMfe();

        r.a.adds(ANY_G1, 1);

        r.saw("J((*,G1),T)→B", "J((*,G1),T)→C", "J((S1,G1),F)→B");
        assertEquals(interfaces(1), r.outgoing(S1, G1));
    }

    @Test
    void C119_theLastBranchLeaves_prunesAfterTheMembershipAlerts() {
        Router r = withMfe();

        r.a.deletes(ANY_G1, 1);

        r.saw("P((*,G1),1,T)→B", "P((*,G1),1,T)→C", "P((S1,G1),2,F)→B");
        assertEquals(List.of(), r.outgoing(S1, G1));
        assertEquals(900, r.timeOut(S1, G1));
    }

    @Test
    void C120_theTimeOutAnsweredToThePrune_startsTheClockAgain() {
        Router r = withMfe();
        r.clock.setSeconds(50);
        r.b.whenPruned = alert -> alert.memberDelete() ? OptionalInt.empty() : OptionalInt.of(120);

        r.a.deletes(ANY_G1, 1);

        Mfe mfe = r.manager.getMfe(MFE_S1_G1);
        assertEquals(List.of(120L, 120L, 0L), List.of(mfe.timeOutSeconds(), mfe.expirySeconds(), mfe.upTimeSeconds()));
    }

    @Test
    void C121_theIncomingOwnersOwnBranch_doesNotAlertIt() {
        Router r = withNegativeMfe();

        r.b.adds(ANY_G1, 7);

        r.saw("J((*,G1),T)→A", "J((*,G1),T)→C");
        assertEquals(interfaces(7), r.outgoing(S1, G1));
    }

    @Test
    void C122_aBranchHeldByAnotherEntry_stays() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        r.a.adds(S1_G1, 1);
        r.packet(S1, G1, 2);
        r.forget();

        r.a.deletes(S1_G1, 1);

        r.saw("P((S1,G1),1,T)→B");
        assertEquals(interfaces(1), r.outgoing(S1, G1));
    }

    @Test
    void C123_everyMfeOfTheGroup_follows() {
        Router r = withMfe();
        r.packet(S2, G1, 3);
        r.forget();

        r.a.deletes(ANY_G1, 1);

        r.saw("P((*,G1),1,T)→B", "P((*,G1),1,T)→C", "P((S1,G1),2,F)→B", "P((S2,G1),3,F)→C");
    }

    @Test
    void C124_deletingForwardState_leavesTheMembership() {
        Router r = withMfe();

        assertEquals(0, status(() -> r.a.deletes(S1_G1, 1, StateFlags.FORWARD)));

        assertEquals(List.of(), r.outgoing(S1, G1));
        r.saw("P((S1,G1),2,F)→B");
        assertEquals(List.of(ANY_G1), r.a.seesGroups());
    }

    @Test
    void C125_addingForwardStateAgain_bringsTheBranchBack() {
        Router r = withMfe();
        r.a.deletes(S1_G1, 1, StateFlags.FORWARD);
        r.forget();

        r.a.adds(S1_G1, 1, StateFlags.FORWARD);

        assertEquals(interfaces(1), r.outgoing(S1, G1));
        r.saw("J((S1,G1),F)→B");
    }

    @Test
    void C126_forwardState_isNoMembership() {
        Router r = withMfe();

        r.a.adds(S1_G1, 4, StateFlags.FORWARD);

        assertEquals(interfaces(1, 4), r.outgoing(S1, G1));
        r.saw();
        assertEquals(List.of(ANY_G1), r.a.seesGroups());
    }

    @Test
    void C127_forwardStateWithoutAnMfe_succeedsAndDoesNothing() {
        Router r = Router.f0();

        assertEquals(0, status(() -> r.a.adds(S1_G1, 1, StateFlags.FORWARD)));

        r.saw();
        assertFalse(r.hasMfe(S1, G1));
    }

    @Test
    void C128_aVeto_diesWithItsMfe() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        r.a.whenCreated = alert -> alert.outgoing().getFirst().disable();
        r.packet(S1, G1, 2);
        assertEquals(List.of(), r.outgoing(S1, G1));
        r.a.whenCreated = alert -> {};
        r.clock.setSeconds(900);
        assertFalse(r.hasMfe(S1, G1));
        r.packetPath.commands.clear();
        r.forget();

        r.packet(S1, G1, 2);

        r.saw("RPF((S1,G1),2)→B", "CR((S1,G1),2,[1])→A", "J((S1,G1),F)→B");
        assertEquals(interfaces(1), r.outgoing(S1, G1));
    }

    @Test
    void C129_bothFlags_alertOnceEach() {
        Router r = withNegativeMfe();

        r.a.adds(S1_G1, 1, StateFlags.JOIN_AND_FORWARD);

        assertEquals(List.of(S1_G1), r.a.seesGroups());
        assertEquals(interfaces(1), r.outgoing(S1, G1));
        r.saw("J((S1,G1),T)→B", "J((S1,G1),F)→B");
    }

    @Test
    void C130_forwardStateOnTheIncomingInterface_changesNothing() {
        Router r = withMfe();

        assertEquals(0, status(() -> r.b.adds(S1_G1, 2, StateFlags.FORWARD)));

        assertEquals(interfaces(1), r.outgoing(S1, G1));
        r.saw();
    }

    @Test
    void C131_forwardStateWithAWildcard_changesEveryMfeItMatches() {
        Router r = withMfe();
        r.packet(S2, G1, 3);
        r.forget();

        r.a.deletes(ANY_G1, 1, StateFlags.FORWARD);

        assertEquals(List.of(), r.outgoing(S1, G1));
        assertEquals(List.of(), r.outgoing(S2, G1));
        r.saw("P((S1,G1),2,F)→B", "P((S2,G1),3,F)→C");
        assertEquals(List.of(ANY_G1), r.a.seesGroups());
    }

    @Test
    void C132_aPacketOnTheWrongInterface_isDroppedCountedAndReported() {
        Router r = withMfe();
        r.packet(S1, G1, 2);

        assertEquals(List.of(), r.packet(S1, G1, 3, new byte[] {0x45, 1, 2, 3}));

        assertEquals(1, r.manager.getMfeStats(MFE_S1_G1, StatsLevel.STATS_0).packetsDifferentIf());
        r.saw("WRONG_IF(S1,G1,3)→C");
        assertArrayEquals(new byte[] {0x45, 1, 2, 3}, r.c.lastHeader);
    }

    @Test
    void C133_manyPacketsOnTheWrongInterface_areReportedOnceAnInterval() {
        Router r = withMfe();
        r.packet(S1, G1, 3);
        r.forget();

        for (int n = 0; n < 1000; n++) {
            r.packet(S1, G1, 3);
        }
        r.saw();
        r.clock.advanceMs(MgmOptions.DEFAULTS.wrongIfIntervalMs());
        r.packet(S1, G1, 3);

        r.saw("WRONG_IF(S1,G1,3)→C");
        assertEquals(1002, r.manager.getMfeStats(MFE_S1_G1, StatsLevel.STATS_0).packetsDifferentIf());

        Router silent = withMfe(Router.f0(MgmOptions.DEFAULTS.withWrongIfAlerts(false)));
        silent.packet(S1, G1, 3);
        silent.saw();
    }

    @Test
    void C134_anMfe_livesAsLongAsItsTimeOut() {
        Router r = withMfe();

        r.clock.setSeconds(100);
        Mfe mfe = r.manager.getMfe(MFE_S1_G1);
        assertEquals(List.of(100L, 800L), List.of(mfe.upTimeSeconds(), mfe.expirySeconds()));
        r.clock.setSeconds(899);
        assertTrue(r.hasMfe(S1, G1));
        r.clock.setSeconds(900);
        assertEquals(1168, status(() -> r.manager.getMfe(MFE_S1_G1)));
    }

    @Test
    void C135_aPacketAfterTheTimeOut_makesANewMfe() {
        Router r = withMfe();
        r.clock.setSeconds(900);
        assertFalse(r.hasMfe(S1, G1));
        r.clock.setSeconds(901);

        r.packet(S1, G1, 2);

        r.saw("RPF((S1,G1),2)→B", "CR((S1,G1),2,[1])→A", "J((S1,G1),F)→B");
        assertEquals(0, r.manager.getMfe(MFE_S1_G1).upTimeSeconds());
    }

    @Test
    void C136_anMfeTimingOut_callsNobody() {
        Router r = withMfe();

        r.clock.setSeconds(900);

        assertFalse(r.hasMfe(S1, G1));
        r.saw();
    }

    @Test
    void C137_settingAnMfe_changesTheUpstreamNeighborOnly() {
        Router r = withMfe();
        Mfe before = r.manager.getMfe(MFE_S1_G1);

        assertEquals(0, status(() -> r.b.setsUpstream(MFE_S1_G1, "10.2.0.9")));

        Mfe expected = new Mfe(
                before.key(),
                Ipv4.parse("10.2.0.9"),
                before.incoming(),
                before.incomingProtocol(),
                before.route(),
                before.upTimeSeconds(),
                before.expirySeconds(),
                before.timeOutSeconds(),
                before.outgoing());
        assertEquals(expected, r.manager.getMfe(MFE_S1_G1));
        r.saw();
    }

    /** The original takes a whole structure and reads three fields of it; here there is no way to pass the others. */
    @Test
    void C138_settingAnMfe_cannotChangeTheIncomingInterface() {
        Router r = withMfe();

        r.b.setsUpstream(MFE_S1_G1, "10.2.0.9");

        assertEquals(InterfaceId.of(2), r.manager.getMfe(MFE_S1_G1).incoming());
    }

    @Test
    void C139_settingAnMfeThatIsNotThere_isNotFound_withABadHandleInvalid() {
        Router r = withMfe();

        assertEquals(1168, status(() -> r.b.setsUpstream(mfe(S2, G2), "10.2.0.9")));
        assertEquals(87, status(() -> r.manager.setMfe(Router.foreignHandle(), MFE_S1_G1, Ipv4.parse("10.2.0.9"))));
    }

    @Test
    void C140_settingAnotherProtocolsMfe_isInvalid() {
        Router r = withMfe();

        assertEquals(87, status(() -> r.a.setsUpstream(MFE_S1_G1, "10.2.0.9")));

        assertEquals(Ipv4.parse("10.2.0.254"), r.manager.getMfe(MFE_S1_G1).upstreamNeighbor());
    }
}
