package io.umbel.mgm;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.umbel.mgm.Router.*;
import static org.junit.jupiter.api.Assertions.*;

/** Interface ownership: C014 to C042. */
@Conformance
class OwnershipConformanceTest {

    private static final InterfaceId LINK_1 = new InterfaceId(9, Ipv4.parse("10.9.0.1"));
    private static final InterfaceId LINK_2 = new InterfaceId(9, Ipv4.parse("10.9.0.2"));

    @Test
    void C014_takingAnUnknownInterface_makesTheCallerItsOwner() {
        Router r = Router.f0();

        r.a.takes(9);

        assertEquals(r.a.id(), r.ownerOf(9));
    }

    @Test
    void C015_takingAnothersInterface_alreadyExists() {
        Router r = Router.f0();

        assertEquals(183, status(() -> r.b.takes(1)));

        assertEquals(r.a.id(), r.ownerOf(1));
        r.saw();
    }

    @Test
    void C016_takingOnesOwnInterface_alreadyExists() {
        Router r = Router.f0();

        assertEquals(183, status(() -> r.a.takes(1)));
    }

    @Test
    void C017_takingWithABadHandle_isInvalid() {
        Router r = Router.f0();

        assertEquals(87, status(() -> r.manager.takeInterfaceOwnership(Router.foreignHandle(), InterfaceId.of(9))));
    }

    @Test
    void C018_askingForAnUnknownInterface_isNotFound() {
        Router r = Router.f0();

        assertEquals(1168, r.codeOfQuery(77));
    }

    @Test
    void C019_askingForTheOwner_needsNoHandle() {
        Router r = Router.f0();

        assertEquals(new ProtocolId(101, 1), r.manager.protocolOnInterface(InterfaceId.of(1)));
    }

    @Test
    void C020_nextHopsOfOneIndex_areOwnedApart() {
        Router r = Router.f0();

        r.a.takes(LINK_1);
        r.b.takes(LINK_2);

        assertEquals(r.a.id(), r.manager.protocolOnInterface(LINK_1));
        assertEquals(r.b.id(), r.manager.protocolOnInterface(LINK_2));
    }

    @Test
    void C021_theIndexWithoutNextHop_isAnotherInterface() {
        Router r = Router.f0();
        r.a.takes(LINK_1);

        assertEquals(1168, r.codeOfQuery(9));
    }

    @Test
    void C022_aReleasedInterface_isUnknown() {
        Router r = Router.f0();

        r.a.releases(1);

        assertEquals(1168, r.codeOfQuery(1));
    }

    @Test
    void C023_releasingAnUnknownInterface_isInvalid() {
        Router r = Router.f0();

        assertEquals(87, status(() -> r.a.releases(77)));
    }

    @Test
    void C024_releasingAnothersInterface_isInvalid() {
        Router r = Router.f0();

        assertEquals(87, status(() -> r.b.releases(1)));

        assertEquals(r.a.id(), r.ownerOf(1));
    }

    @Test
    void C025_aReleasedInterface_canBeTakenByAnother() {
        Router r = Router.f0();
        r.a.releases(1);

        r.b.takes(1);

        assertEquals(r.b.id(), r.ownerOf(1));
    }

    @Test
    void C026_whereOnlyIgmpIs_igmpIsTheProtocol() {
        Router r = Router.f0WithIgmp();

        r.i.takes(6);

        assertEquals(new ProtocolId(10, 1), r.ownerOf(6));
    }

    @Test
    void C027_takingAnIgmpOnlyInterface_disablesThenEnablesIgmp() {
        Router r = Router.f0WithIgmp();

        r.a.takes(5);

        r.saw("Disable(5)→I", "Enable(5)→I");
    }

    @Test
    void C028_onASharedInterface_theOwnerIsTheProtocol() {
        Router r = Router.f0WithIgmp();
        r.a.takes(5);

        assertEquals(new ProtocolId(101, 1), r.ownerOf(5));
    }

    @Test
    void C029_igmpComingToAnOwnedInterface_callsNobody() {
        Router r = Router.f0WithIgmp();

        r.i.takes(1);

        r.saw();
        assertEquals(r.a.id(), r.ownerOf(1));
    }

    @Test
    void C030_aRefusedTake_doesNotDisableIgmp() {
        Router r = Router.f0WithIgmpOn1();

        assertEquals(183, status(() -> r.b.takes(1)));

        r.saw();
    }

    @Test
    void C031_takingWhereIgmpIsNot_doesNotCallIgmp() {
        Router r = Router.f0WithIgmp();

        r.a.takes(9);

        r.saw();
    }

    @Test
    void C032_takingFromIgmp_prunesItsMembershipsInBetween() {
        Router r = Router.f0WithIgmp();
        r.i.adds(ANY_G1, 5);
        r.forget();

        r.a.takes(5);

        r.saw("Disable(5)→I", "P((*,G1),5,T)→A", "P((*,G1),5,T)→B", "P((*,G1),5,T)→C", "Enable(5)→I");
        assertEquals(List.of(), r.a.seesGroups());
    }

    @Test
    void C033_igmpAddingAgainAfterEnable_isALocalJoinToTheNewOwner() {
        Router r = Router.f0WithIgmp();
        r.i.adds(ANY_G1, 5);
        r.a.takes(5);
        r.forget();

        r.i.adds(ANY_G1, 5);

        r.saw("LJ((*,G1),5)→A", "J((*,G1),T)→B", "J((*,G1),T)→C");
    }

    @Test
    void C034_addingFromInsideEnable_cannotComplete() {
        Router r = Router.f0WithIgmp();
        List<Integer> inner = new ArrayList<>();
        r.i.whenEnabled = changed -> inner.add(status(() -> r.i.adds(ANY_G1, 5)));

        assertEquals(0, status(() -> r.a.takes(5)));

        assertEquals(List.of(1003), inner);
    }

    @Test
    void C035_releasingASharedInterface_leavesItToIgmp() {
        Router r = Router.f0WithIgmpOn1();

        r.a.releases(1);

        r.saw("Disable(1)→I", "Enable(1)→I");
        assertEquals(new ProtocolId(10, 1), r.ownerOf(1));
    }

    @Test
    void C036_releasingASharedInterface_prunesBothMembershipsAsOne() {
        Router r = Router.f0WithIgmpOn1();
        r.a.adds(ANY_G1, 1);
        r.i.adds(ANY_G1, 1);
        r.forget();

        r.a.releases(1);

        r.saw("Disable(1)→I", "P((*,G1),1,T)→B", "P((*,G1),1,T)→C", "Enable(1)→I");
    }

    @Test
    void C037_aRelease_deletesMfesComingInAndShortensTheOthers() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        r.b.adds(ANY_G1, 2);
        r.packet(S1, G1, 2);
        r.packet(S4, G1, 1);
        assertEquals(interfaces(1), r.outgoing(S1, G1));
        assertEquals(interfaces(2), r.outgoing(S4, G1));
        r.forget();

        r.a.releases(1);

        assertFalse(r.hasMfe(S4, G1));
        assertEquals(List.of(), r.outgoing(S1, G1));
        r.saw("P((*,G1),1,T)→B", "P((S1,G1),2,F)→B");
    }

    @Test
    void C038_aRelease_prunesTheMembershipsOnTheInterface() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        r.forget();

        r.a.releases(1);

        r.saw("P((*,G1),1,T)→B", "P((*,G1),1,T)→C");
    }

    @Test
    void C039_aReleaseWithTheGroupElsewhere_alertsNobody() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        r.a.adds(ANY_G1, 4);
        r.forget();

        r.a.releases(1);

        r.saw();
        assertEquals(List.of(ANY_G1), r.a.seesGroups());
    }

    @Test
    void C040_igmpLeavingASharedInterface_isALocalLeaveForEach() {
        Router r = Router.f0WithIgmpOn1();
        r.i.adds(ANY_G1, 1);
        r.i.adds(ANY_G2, 1);
        r.forget();

        r.i.releases(1);

        r.saw(
                "LL((*,G1),1)→A",
                "P((*,G1),1,T)→B",
                "P((*,G1),1,T)→C",
                "LL((*,G2),1)→A",
                "P((*,G2),1,T)→B",
                "P((*,G2),1,T)→C");
        assertEquals(r.a.id(), r.ownerOf(1));
    }

    @Test
    void C041_igmpLeavingItsOwnInterface_prunesAndForgetsIt() {
        Router r = Router.f0WithIgmp();
        r.i.adds(ANY_G1, 5);
        r.forget();

        r.i.releases(5);

        r.saw("P((*,G1),5,T)→A", "P((*,G1),5,T)→B", "P((*,G1),5,T)→C");
        assertEquals(1168, r.codeOfQuery(5));
    }

    @Test
    void C042_takingFromIgmp_deletesMfesComingInBetweenDisableAndEnable() {
        Router r = Router.f0WithIgmp();
        r.packet(S5, G1, 5);
        assertTrue(r.hasMfe(S5, G1));
        r.forget();
        List<Boolean> presentAtEnable = new ArrayList<>();
        r.i.whenEnabled = changed -> presentAtEnable.add(r.hasMfe(S5, G1));

        r.a.takes(5);
        assertEquals(List.of(false), presentAtEnable);
        r.packet(S5, G1, 5);

        r.saw("Disable(5)→I", "Enable(5)→I", "RPF((S5,G1),5)→A", "P((S5,G1),5,F)→A");
    }
}
