package io.umbel.mgm;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.umbel.mgm.Router.*;
import static org.junit.jupiter.api.Assertions.*;

/** Alerts for (*, *): C074 to C077. */
@Conformance
class WildcardAlertsConformanceTest {

    @Test
    void C074_theFirstWildcardReceiver_alertsAllOthers() {
        Router r = Router.f0();
        List<SourceGroup> entries = new ArrayList<>();
        r.b.whenJoined = (entry, memberUpdate) -> entries.add(entry);

        r.a.adds(SourceGroup.ALL, 1);

        r.saw("J((*,*),T)→B", "J((*,*),T)→C");
        SourceGroup entry = entries.getFirst();
        assertEquals(
                List.of(Ipv4.ZERO, Ipv4.ZERO, Ipv4.ZERO, Ipv4.ZERO),
                List.of(entry.source(), entry.sourceMask(), entry.group(), entry.groupMask()));
    }

    @Test
    void C075_theSecondWildcardReceiver_alertsTheFirst_theThirdNobody() {
        Router r = Router.f0();
        r.a.adds(SourceGroup.ALL, 1);
        r.forget();

        r.b.adds(SourceGroup.ALL, 2);
        r.saw("J((*,*),T)→A");

        r.c.adds(SourceGroup.ALL, 3);
        r.saw();
    }

    @Test
    void C076_wildcardReceiversLeaving_alertTheOneThatRemainsThenAll() {
        Router r = Router.f0();
        r.a.adds(SourceGroup.ALL, 1);
        r.b.adds(SourceGroup.ALL, 2);
        r.forget();

        r.b.deletes(SourceGroup.ALL, 2);
        r.saw("P((*,*),2,T)→A");

        r.a.deletes(SourceGroup.ALL, 1);
        r.saw("P((*,*),1,T)→B", "P((*,*),1,T)→C");
    }

    @Test
    void C077_aWildcardReceiver_isNotCountedForAGroup() {
        Router r = Router.f0();
        r.a.adds(SourceGroup.ALL, 1);
        r.forget();

        r.b.adds(ANY_G1, 2);

        r.saw("J((*,G1),T)→A", "J((*,G1),T)→C");
    }
}
