package io.umbel.mgm;

import java.util.List;
import org.junit.jupiter.api.Test;

import static io.umbel.mgm.Router.*;
import static org.junit.jupiter.api.Assertions.*;

/** Arguments of Add and Delete: C043 to C057. */
@Conformance
class MembershipArgumentsConformanceTest {

    private static final Ipv4 ONE_ADDRESS = Ipv4.ALL_ONES;

    private static int addOnInterface1(Router r, Ipv4 source, Ipv4 sourceMask, Ipv4 group, Ipv4 groupMask) {
        return status(() -> r.a.adds(SourceGroup.of(source, sourceMask, group, groupMask), 1));
    }

    @Test
    void C043_aBadHandle_isInvalid() {
        Router r = Router.f0();
        ProtocolHandle bad = Router.foreignHandle();
        InterfaceId one = InterfaceId.of(1);

        assertEquals(87, status(() -> r.manager.addGroupMembership(bad, ANY_G1, one, StateFlags.JOIN)));
        assertEquals(87, status(() -> r.manager.deleteGroupMembership(bad, ANY_G1, one, StateFlags.JOIN)));
    }

    @Test
    void C044_addingOnAnUnknownInterface_isInvalid() {
        Router r = Router.f0();

        assertEquals(87, status(() -> r.a.adds(ANY_G1, 77)));
    }

    @Test
    void C045_addingOnAnothersInterface_isInvalid() {
        Router r = Router.f0();

        assertEquals(87, status(() -> r.a.adds(ANY_G1, 2)));

        r.saw();
    }

    @Test
    void C046_deletingOnAnUnknownInterface_isNotFound() {
        Router r = Router.f0();

        assertEquals(1168, status(() -> r.a.deletes(ANY_G1, 77)));
    }

    @Test
    void C047_deletingOnAnothersInterface_isInvalid() {
        Router r = Router.f0();
        r.b.adds(ANY_G1, 2);

        assertEquals(87, status(() -> r.a.deletes(ANY_G1, 2)));

        assertEquals(List.of(ANY_G1), r.b.seesGroups());
    }

    @Test
    void C048_deletingWhatWasNeverAdded_isNotFound() {
        Router r = Router.f0();

        assertEquals(1168, status(() -> r.a.deletes(ANY_G1, 1)));
    }

    @Test
    void C049_aRangeOfSources_isInvalid() {
        Router r = Router.f0();

        assertEquals(87, addOnInterface1(r, Ipv4.parse("10.0.0.0"), Ipv4.mask(24), G1, ONE_ADDRESS));
    }

    @Test
    void C050_aRangeOfGroups_isInvalid() {
        Router r = Router.f0();

        assertEquals(87, addOnInterface1(r, Ipv4.ZERO, Ipv4.ZERO, Ipv4.parse("239.1.0.0"), Ipv4.mask(16)));
    }

    @Test
    void C051_aGroupThatIsNotClassD_isInvalid() {
        Router r = Router.f0();

        assertEquals(87, addOnInterface1(r, Ipv4.ZERO, Ipv4.ZERO, Ipv4.parse("10.1.1.1"), ONE_ADDRESS));
    }

    @Test
    void C052_aSourceForAllGroups_isInvalid() {
        Router r = Router.f0();

        assertEquals(87, addOnInterface1(r, S1, ONE_ADDRESS, Ipv4.ZERO, Ipv4.ZERO));
    }

    @Test
    void C053_anAddressThatDoesNotFitItsMask_isInvalid() {
        Router r = Router.f0();

        assertEquals(87, addOnInterface1(r, Ipv4.ZERO, ONE_ADDRESS, G1, ONE_ADDRESS));
        assertEquals(87, addOnInterface1(r, S1, Ipv4.ZERO, G1, ONE_ADDRESS));
    }

    @Test
    void C054_flagsThatNameNoState_areInvalid() {
        Router r = Router.f0();

        assertEquals(87, status(() -> r.a.adds(ANY_G1, 1, StateFlags.of(0))));
        assertEquals(87, status(() -> r.a.adds(ANY_G1, 1, StateFlags.of(4))));
    }

    @Test
    void C055_addingTwice_succeedsAndDoesNothing() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        r.forget();

        assertEquals(0, status(() -> r.a.adds(ANY_G1, 1)));

        r.saw();
        assertEquals(List.of(ANY_G1), r.a.seesGroups());
    }

    @Test
    void C056_addingTwiceThenDeletingOnce_leavesNothing() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        r.a.adds(ANY_G1, 1);

        r.a.deletes(ANY_G1, 1);

        assertEquals(List.of(), r.a.seesGroups());
    }

    @Test
    void C057_nextHopsOfOneIndex_haveMembershipsApart() {
        Router r = Router.f0();
        InterfaceId first = new InterfaceId(9, Ipv4.parse("10.9.0.1"));
        InterfaceId second = new InterfaceId(9, Ipv4.parse("10.9.0.2"));
        r.a.takes(first);
        r.a.takes(second);
        r.a.adds(ANY_G1, first, StateFlags.JOIN);
        r.a.adds(ANY_G1, second, StateFlags.JOIN);
        r.forget();

        r.a.deletes(ANY_G1, first, StateFlags.JOIN);

        r.saw();
        assertEquals(List.of(ANY_G1), r.a.seesGroups());
    }
}
