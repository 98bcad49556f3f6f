package io.umbel.mgm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

import static io.umbel.mgm.Router.*;
import static org.junit.jupiter.api.Assertions.*;

/** Alerts for (*, g): C058 to C073. */
@Conformance
class AnySourceAlertsConformanceTest {

    private static Router withG1Of(boolean a, boolean b, boolean c) {
        Router r = Router.f0();
        if (a) {
            r.a.adds(ANY_G1, 1);
        }
        if (b) {
            r.b.adds(ANY_G1, 2);
        }
        if (c) {
            r.c.adds(ANY_G1, 3);
        }
        r.forget();
        return r;
    }

    @Test
    void C058_theFirstComponentJoins_allOthersAreAlerted() {
        Router r = Router.f0();
        List<SourceGroup> entries = new ArrayList<>();
        r.b.whenJoined = (entry, memberUpdate) -> entries.add(entry);

        r.a.adds(ANY_G1, 1);

        r.saw("J((*,G1),T)→B", "J((*,G1),T)→C");
        SourceGroup entry = entries.getFirst();
        assertEquals(
                List.of(Ipv4.ZERO, Ipv4.ZERO, G1, Ipv4.ALL_ONES),
                List.of(entry.source(), entry.sourceMask(), entry.group(), entry.groupMask()));
    }

    @Test
    void C059_theSecondComponentJoins_onlyTheFirstIsAlerted() {
        Router r = withG1Of(true, false, false);

        r.b.adds(ANY_G1, 2);

        r.saw("J((*,G1),T)→A");
    }

    @Test
    void C060_theThirdComponentJoins_nobodyIsAlerted() {
        Router r = withG1Of(true, true, false);

        r.c.adds(ANY_G1, 3);

        r.saw();
    }

    @Test
    void C061_aComponentJoinsOnAnotherInterface_nobodyIsAlerted() {
        Router r = withG1Of(true, false, false);

        r.a.adds(ANY_G1, 4);

        r.saw();
    }

    @Test
    void C062_oneOfThreeLeaves_nobodyIsAlerted() {
        Router r = withG1Of(true, true, true);

        r.c.deletes(ANY_G1, 3);

        r.saw();
    }

    @Test
    void C063_oneOfTwoLeaves_theOneThatRemainsIsAlerted() {
        Router r = withG1Of(true, true, false);

        r.b.deletes(ANY_G1, 2);

        r.saw("P((*,G1),2,T)→A");
    }

    @Test
    void C064_theLastLeaves_allOthersAreAlerted() {
        Router r = withG1Of(true, false, false);

        r.a.deletes(ANY_G1, 1);

        r.saw("P((*,G1),1,T)→B", "P((*,G1),1,T)→C");
    }

    @Test
    void C065_leavingInterfaceByInterface_alertsAtTheLast() {
        Router r = withG1Of(true, false, false);
        r.a.adds(ANY_G1, 4);

        r.a.deletes(ANY_G1, 1);
        r.saw();
        r.a.deletes(ANY_G1, 4);

        r.saw("P((*,G1),4,T)→B", "P((*,G1),4,T)→C");
    }

    @Test
    void C066_whoeverIsThere_isTheFirst() {
        Router r = withG1Of(true, true, false);
        r.a.deletes(ANY_G1, 1);
        r.forget();

        r.c.adds(ANY_G1, 3);

        r.saw("J((*,G1),T)→B");
    }

    @Test
    void C067_joiningAgain_alertsAgain() {
        Router r = withG1Of(true, false, false);
        r.a.deletes(ANY_G1, 1);
        r.forget();

        r.a.adds(ANY_G1, 1);

        r.saw("J((*,G1),T)→B", "J((*,G1),T)→C");
    }

    @Test
    void C068_anotherGroup_isCountedApart() {
        Router r = withG1Of(true, false, false);

        r.b.adds(ANY_G2, 2);

        r.saw("J((*,G2),T)→A", "J((*,G2),T)→C");
    }

    @Test
    void C069_alertsOfARound_comeInOrderOfRegistration() {
        Router r = Router.f0();

        r.a.adds(ANY_G1, 1);

        r.saw("J((*,G1),T)→B", "J((*,G1),T)→C");
    }

    @Test
    void C070_aClientWithoutInterfaces_isAlertedToo() {
        Router r = Router.f0();
        r.d.register();

        r.a.adds(ANY_G1, 1);

        r.saw("J((*,G1),T)→B", "J((*,G1),T)→C", "J((*,G1),T)→D");
    }

    @Test
    void C071_igmp_isAlertedToo() {
        Router r = Router.f0WithIgmp();

        r.a.adds(ANY_G1, 1);

        r.saw("J((*,G1),T)→B", "J((*,G1),T)→C", "J((*,G1),T)→I");
    }

    @Test
    void C072_igmpJoinsOnItsOwnInterface_allOthersAreAlertedAndNobodyLocally() {
        Router r = Router.f0WithIgmp();

        r.i.adds(ANY_G1, 5);

        r.saw("J((*,G1),T)→A", "J((*,G1),T)→B", "J((*,G1),T)→C");
    }

    @Test
    void C073_aTimeOutAnsweredToAMembershipPrune_isNotUsed() {
        Router r = withG1Of(true, false, false);
        r.packet(S1, G1, 2);
        r.b.whenPruned = alert -> alert.memberDelete() ? OptionalInt.of(30) : OptionalInt.empty();

        r.a.deletes(ANY_G1, 1);

        assertEquals(900, r.timeOut(S1, G1));
    }
}
