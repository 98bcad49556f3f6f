package io.umbel.mgm;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.umbel.mgm.Router.*;
import static org.junit.jupiter.api.Assertions.*;

/** IGMP beside a routing protocol: C086 to C093. */
@Conformance
class IgmpBesideProtocolConformanceTest {

    @Test
    void C086_igmpJoins_theOwnerIsToldLocallyThenTheOthersAlerted() {
        Router r = Router.f0WithIgmpOn1();

        r.i.adds(ANY_G1, 1);

        r.saw("LJ((*,G1),1)→A", "J((*,G1),T)→B", "J((*,G1),T)→C");
    }

    @Test
    void C087_igmpLeaves_theOwnerIsToldLocallyThenTheOthersAlerted() {
        Router r = Router.f0WithIgmpOn1();
        r.i.adds(ANY_G1, 1);
        r.forget();

        r.i.deletes(ANY_G1, 1);

        r.saw("LL((*,G1),1)→A", "P((*,G1),1,T)→B", "P((*,G1),1,T)→C");
    }

    @Test
    void C088_igmpJoinsWhereTheOwnerHas_onlyTheOwnerIsTold() {
        Router r = Router.f0WithIgmpOn1();
        r.a.adds(ANY_G1, 1);
        r.forget();

        r.i.adds(ANY_G1, 1);

        r.saw("LJ((*,G1),1)→A");
    }

    @Test
    void C089_ownerAndIgmpBothJoined_bothMustLeave() {
        Router r = Router.f0WithIgmpOn1();
        r.a.adds(ANY_G1, 1);
        r.i.adds(ANY_G1, 1);
        r.forget();

        r.a.deletes(ANY_G1, 1);
        r.saw();

        r.i.deletes(ANY_G1, 1);
        r.saw("LL((*,G1),1)→A", "P((*,G1),1,T)→B", "P((*,G1),1,T)→C");
    }

    @Test
    void C090_igmpJoinsASource_theOwnerTowardsItIsAlerted() {
        Router r = Router.f0WithIgmpOn1();

        r.i.adds(S1_G1, 1);

        r.saw("LJ((S1,G1),1)→A", "J((S1,G1),T)→B");
    }

    @Test
    void C091_theOwnerJoins_nobodyIsToldLocally() {
        Router r = Router.f0WithIgmpOn1();

        r.a.adds(ANY_G1, 1);

        r.saw("J((*,G1),T)→B", "J((*,G1),T)→C", "J((*,G1),T)→I");
    }

    @Test
    void C092_igmpOnTwoInterfacesOfItsOwn_isOneComponent() {
        Router r = Router.f0WithIgmp();
        r.i.takes(6);
        r.i.adds(ANY_G1, 5);
        r.forget();

        r.i.adds(ANY_G1, 6);

        r.saw();
    }

    @Test
    void C093_theOwnerJoiningFromInsideLocalJoin_isNotCountedTwice() {
        Router r = Router.f0WithIgmpOn1();
        List<Integer> inner = new ArrayList<>();
        r.a.whenJoinedLocally = (entry, on) -> inner.add(status(() -> r.a.adds(ANY_G1, 1)));

        assertEquals(0, status(() -> r.i.adds(ANY_G1, 1)));

        assertEquals(List.of(0), inner);
        r.saw("LJ((*,G1),1)→A", "J((*,G1),T)→B", "J((*,G1),T)→C");
    }
}
