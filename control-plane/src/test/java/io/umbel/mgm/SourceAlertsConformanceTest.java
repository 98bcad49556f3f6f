package io.umbel.mgm;

import org.junit.jupiter.api.Test;

import static io.umbel.mgm.Router.*;
import static org.junit.jupiter.api.Assertions.*;

/** Membership alerts for (s, g): C078 to C085. */
@Conformance
class SourceAlertsConformanceTest {

    @Test
    void C078_theFirstComponentJoins_theOwnerTowardsTheSourceIsAlerted() {
        Router r = Router.f0();

        r.a.adds(S1_G1, 1);

        r.saw("J((S1,G1),T)→B");
    }

    @Test
    void C079_theSecondComponentJoins_nobodyIsAlerted() {
        Router r = Router.f0();
        r.a.adds(S1_G1, 1);
        r.forget();

        r.c.adds(S1_G1, 3);

        r.saw();
    }

    @Test
    void C080_theOwnerTowardsTheSourceJoins_nobodyIsAlerted() {
        Router r = Router.f0();

        r.b.adds(S1_G1, 7);

        r.saw();
    }

    @Test
    void C081_noRouteToTheSource_nobodyIsAlerted() {
        Router r = Router.f0();

        assertEquals(0, status(() -> r.a.adds(SourceGroup.of(S9, G1), 1)));

        r.saw();
    }

    @Test
    void C082_nobodyOwnsTheInterfaceTowardsTheSource_nobodyIsAlerted() {
        Router r = Router.f0();

        assertEquals(0, status(() -> r.a.adds(SourceGroup.of(S8, G1), 1)));

        r.saw();
    }

    @Test
    void C083_oneOfTwoLeaves_nobodyIsAlerted_theLastAlertsTheOwnerTowardsTheSource() {
        Router r = Router.f0();
        r.a.adds(S1_G1, 1);
        r.c.adds(S1_G1, 3);
        r.forget();

        r.c.deletes(S1_G1, 3);
        r.saw();

        r.a.deletes(S1_G1, 1);
        r.saw("P((S1,G1),1,T)→B");
    }

    @Test
    void C084_aMemberForAnySource_isNotCountedForOne() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        r.forget();

        r.a.adds(S1_G1, 1);

        r.saw("J((S1,G1),T)→B");
    }

    @Test
    void C085_afterARouteChange_theOwnerNowTowardsTheSourceIsAlerted() {
        Router r = Router.f0();
        r.a.adds(S1_G1, 1);
        r.forget();
        r.routes.route("10.0.0.0/24", 3, "10.3.0.254");

        r.a.deletes(S1_G1, 1);

        r.saw("P((S1,G1),1,T)→C");
    }
}
