package io.umbel.mgm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

import static io.umbel.mgm.Router.*;
import static org.junit.jupiter.api.Assertions.*;

/** Creation of an MFE: C094 to C116. */
@Conformance
class MfeCreationConformanceTest {

    private static Router withAOn(int... indices) {
        Router r = Router.f0();
        for (int index : indices) {
            r.a.adds(ANY_G1, index);
        }
        r.forget();
        return r;
    }

    /** A's creation callback keeps this source's data off an interface. */
    private static void vetoes(TestProtocol protocol, int index) {
        protocol.whenCreated = alert -> alert.outgoing().stream()
                .filter(branch -> branch.id().equals(InterfaceId.of(index)))
                .forEach(CreationAlert.OutgoingInterface::disable);
    }

    @Test
    void C094_theFirstPacket_rpfThenCreationThenJoin() {
        Router r = withAOn(1);
        List<Route> routes = new ArrayList<>();
        r.b.whenAskedForRpf = query -> {
            routes.add(query.route());
            return query.asFound();
        };

        List<InterfaceId> left = r.packet(S1, G1, 2);

        r.saw("RPF((S1,G1),2)→B", "CR((S1,G1),2,[1])→A", "J((S1,G1),F)→B");
        assertEquals(InterfaceId.of(2), routes.getFirst().towards());
        assertEquals(Ipv4.parse("10.2.0.254"), routes.getFirst().upstreamNeighbor());
        Mfe mfe = r.manager.getMfe(MFE_S1_G1);
        assertEquals(InterfaceId.of(2), mfe.incoming());
        assertEquals(interfaces(1), mfe.outgoing());
        assertEquals(900, mfe.timeOutSeconds());
        assertEquals(interfaces(1), left);
    }

    @Test
    void C095_aClientWithoutAnOutgoingInterface_getsNoCreationAlert() {
        Router r = withAOn(1);

        r.packet(S1, G1, 2);

        assertTrue(r.trace.lines().stream().noneMatch(line -> line.endsWith("→C")));
    }

    @Test
    void C096_theSecondPacket_callsNobodyAndIsForwarded() {
        Router r = withAOn(1);
        r.packet(S1, G1, 2);
        r.forget();

        assertEquals(interfaces(1), r.packet(S1, G1, 2));

        r.saw();
    }

    @Test
    void C097_aNewGroupOrANewSource_isANewMfe() {
        Router r = withAOn(1);
        r.packet(S1, G1, 2);
        r.forget();

        r.packet(S1, G2, 2);
        r.saw("RPF((S1,G2),2)→B", "P((S1,G2),2,F)→B");

        r.packet(S2, G1, 3);
        r.saw("RPF((S2,G1),3)→C", "CR((S2,G1),3,[1])→A", "J((S2,G1),F)→C");
    }

    @Test
    void C098_aVetoOfTheOnlyInterface_makesANegativeMfe() {
        Router r = withAOn(1);
        vetoes(r.a, 1);

        assertEquals(List.of(), r.packet(S1, G1, 2));

        r.saw("RPF((S1,G1),2)→B", "CR((S1,G1),2,[1])→A", "P((S1,G1),2,F)→B");
        assertEquals(List.of(), r.outgoing(S1, G1));
        assertEquals(900, r.timeOut(S1, G1));
    }

    @Test
    void C099_aVetoOfOneInterface_leavesTheOther() {
        Router r = withAOn(1, 4);
        vetoes(r.a, 4);

        r.packet(S1, G1, 2);

        r.saw("RPF((S1,G1),2)→B", "CR((S1,G1),2,[1,4])→A", "J((S1,G1),F)→B");
        assertEquals(interfaces(1), r.outgoing(S1, G1));
    }

    @Test
    void C100_theCreationAlert_tellsWhereIgmpIsEnabled() {
        Router r = Router.f0WithIgmpOn1();
        r.a.adds(ANY_G1, 1);
        r.a.adds(ANY_G1, 4);
        r.forget();

        r.packet(S1, G1, 2);

        r.saw("RPF((S1,G1),2)→B", "CR((S1,G1),2,[1+I,4])→A", "J((S1,G1),F)→B");
    }

    @Test
    void C101_aMemberOnTheIncomingInterface_isNotServed() {
        Router r = Router.f0();
        r.b.adds(ANY_G1, 2);
        r.forget();

        r.packet(S1, G1, 2);

        r.saw("RPF((S1,G1),2)→B", "P((S1,G1),2,F)→B");
        assertEquals(List.of(), r.outgoing(S1, G1));
    }

    @Test
    void C102_noMembers_makesANegativeMfe() {
        Router r = Router.f0();

        r.packet(S1, G1, 2);

        r.saw("RPF((S1,G1),2)→B", "P((S1,G1),2,F)→B");
        assertEquals(List.of(), r.outgoing(S1, G1));
    }

    @Test
    void C103_theTimeOutAnsweredToThePrune_isTheMfes() {
        Router r = Router.f0();
        r.b.whenPruned = alert -> OptionalInt.of(60);

        r.packet(S1, G1, 2);

        assertEquals(60, r.timeOut(S1, G1));
    }

    @Test
    void C104_noAnswerOrZeroToThePrune_isTheDefaultTimeOut() {
        Router r = Router.f0();
        r.packet(S1, G1, 2);
        r.b.whenPruned = alert -> OptionalInt.of(0);
        r.packet(S1, G2, 2);

        assertEquals(900, r.timeOut(S1, G1));
        assertEquals(900, r.timeOut(S1, G2));
    }

    @Test
    void C105_anotherInterfaceOfItsOwn_becomesTheIncomingOne() {
        Router r = withAOn(1);
        r.b.whenAskedForRpf = query -> query.asFound().withIncoming(InterfaceId.of(7));

        List<InterfaceId> left = r.packet(S1, G1, 7);

        r.saw("RPF((S1,G1),2)→B", "CR((S1,G1),7,[1])→A", "J((S1,G1),F)→B");
        assertEquals(InterfaceId.of(7), r.manager.getMfe(MFE_S1_G1).incoming());
        assertEquals(interfaces(1), left);
    }

    @Test
    void C106_anInterfaceOfAnother_isIgnored() {
        Router r = withAOn(1);
        r.b.whenAskedForRpf = query -> query.asFound().withIncoming(InterfaceId.of(3));

        r.packet(S1, G1, 2);

        assertEquals(InterfaceId.of(2), r.manager.getMfe(MFE_S1_G1).incoming());
    }

    @Test
    void C107_theUpstreamNeighborAnswered_isStored() {
        Router r = Router.f0();
        r.b.whenAskedForRpf = query -> query.asFound().withUpstreamNeighbor(Ipv4.parse("10.2.0.7"));

        r.packet(S1, G1, 2);

        assertEquals(Ipv4.parse("10.2.0.7"), r.manager.getMfe(MFE_S1_G1).upstreamNeighbor());
    }

    @Test
    void C108_aPacketOnTheWrongInterface_makesTheMfeButIsDropped() {
        Router r = withAOn(1);

        List<InterfaceId> left = r.packet(S1, G1, 3);

        r.saw("RPF((S1,G1),2)→B", "CR((S1,G1),2,[1])→A", "J((S1,G1),F)→B");
        assertEquals(InterfaceId.of(2), r.manager.getMfe(MFE_S1_G1).incoming());
        assertEquals(interfaces(1), r.outgoing(S1, G1));
        assertEquals(List.of(), left);
    }

    @Test
    void C109_theMostSpecificRoute_decidesWhoIsAsked() {
        Router r = Router.f0();
        r.routes.route("10.0.0.0/8", 3, "10.3.0.254");

        r.packet(S1, G1, 2);

        assertEquals("RPF((S1,G1),2)→B", r.trace.lines().getFirst());
    }

    @Test
    void C110_noRouteInTheMulticastView_isDroppedUnasked() {
        Router r = Router.f0();

        assertEquals(List.of(), r.packet(S9, G1, 2));

        r.saw();
        assertFalse(r.hasMfe(S9, G1));
    }

    @Test
    void C111_aRouteThroughNobodysInterface_isDroppedUnasked() {
        Router r = Router.f0();

        assertEquals(List.of(), r.packet(S8, G1, 2));

        r.saw();
        assertFalse(r.hasMfe(S8, G1));
    }

    @Test
    void C112_allThreeFormsOfMembership_makeTheOutgoingList() {
        Router r = Router.f0();
        r.a.adds(S1_G1, 1);
        r.a.adds(SourceGroup.ALL, 4);
        r.c.adds(ANY_G1, 3);
        r.forget();

        r.packet(S1, G1, 2);

        r.saw("RPF((S1,G1),2)→B", "CR((S1,G1),2,[1,4])→A", "CR((S1,G1),2,[3])→C", "J((S1,G1),F)→B");
        assertEquals(interfaces(1, 3, 4), r.outgoing(S1, G1));
    }

    @Test
    void C113_aMembershipForAnotherSource_doesNotMatch() {
        Router r = Router.f0();
        r.a.adds(SourceGroup.of(S2, G1), 1);

        r.packet(S1, G1, 2);

        assertEquals(List.of(), r.outgoing(S1, G1));
    }

    @Test
    void C114_theHeader_isPassedAsThePacketPathGivesIt() {
        Router r = withAOn(1);
        byte[] header = new byte[20 + 8];
        header[0] = 0x45;
        header[27] = 0x7F;

        r.packet(S1, G1, 2, header);

        assertEquals(28, r.b.lastHeader.length);
        assertArrayEquals(header, r.b.lastHeader);
    }

    @Test
    void C115_onAnIgmpOnlyInterface_igmpGetsTheCreationAlert() {
        Router r = Router.f0WithIgmp();
        r.i.adds(ANY_G1, 5);
        r.forget();

        r.packet(S1, G1, 2);

        r.saw("RPF((S1,G1),2)→B", "CR((S1,G1),2,[5+I])→I", "J((S1,G1),F)→B");
        assertEquals(interfaces(5), r.outgoing(S1, G1));
    }

    @Test
    void C116_onAPointToMultipointInterface_theNextHopTellsTheBranches() {
        Router r = Router.f0();
        InterfaceId joined = new InterfaceId(9, Ipv4.parse("10.9.0.1"));
        r.a.takes(joined);
        r.a.takes(new InterfaceId(9, Ipv4.parse("10.9.0.2")));
        r.a.adds(ANY_G1, joined, StateFlags.JOIN);

        r.packet(S1, G1, 2);

        assertEquals(List.of(joined), r.outgoing(S1, G1));
    }
}
