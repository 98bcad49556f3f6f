package io.umbel.mgm;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static io.umbel.mgm.Router.*;
import static org.junit.jupiter.api.Assertions.*;

/** Registration and handles: C001 to C013. */
@Conformance
class RegistrationConformanceTest {

    @Test
    void C001_registering_givesAHandleAndAlertsNobody() {
        Router r = Router.empty();

        r.a.register();

        assertEquals(new ProtocolId(101, 1), r.a.handle().id());
        r.saw();
    }

    @Test
    void C002_registeringThePairTwice_alreadyExists() {
        Router r = Router.empty();
        r.a.register();

        assertEquals(183, status(() -> r.a.register()));
    }

    @Test
    void C003_aRefusedRegistration_leavesTheFirstHandleGood() {
        Router r = Router.empty();
        r.a.register();
        ProtocolHandle first = r.a.handle();
        status(() -> r.a.register());

        r.manager.takeInterfaceOwnership(first, InterfaceId.of(1));

        assertEquals(r.a.id(), r.ownerOf(1));
    }

    @Test
    void C004_anotherComponentOrProtocol_isAnotherClient() {
        Router r = Router.empty();
        RoutingProtocolCallbacks silent = new RoutingProtocolCallbacks() {};

        Set<ProtocolHandle> handles = Set.of(
                r.manager.register(silent, new ProtocolId(101, 1)),
                r.manager.register(silent, new ProtocolId(101, 2)),
                r.manager.register(silent, new ProtocolId(102, 1)));

        assertEquals(3, handles.size());
    }

    @Test
    void C005_aHandleAfterDeregistering_isInvalid() {
        Router r = Router.f0();
        r.d.register();

        r.d.deregister();

        assertEquals(87, status(() -> r.d.takes(9)));
    }

    @Test
    void C006_deregisteringWithInterfaces_cannotComplete() {
        Router r = Router.f0();

        assertEquals(1003, status(r.a::deregister));
    }

    @Test
    void C007_aRefusedDeregistration_changesNothing() {
        Router r = Router.f0();
        status(r.a::deregister);

        r.a.adds(ANY_G1, 1);

        r.saw("J((*,G1),T)→B", "J((*,G1),T)→C");
    }

    @Test
    void C008_releasingAllThenDeregistering_succeeds() {
        Router r = Router.f0();

        assertEquals(0, status(() -> r.a.releases(1)));
        assertEquals(0, status(() -> r.a.releases(4)));
        assertEquals(0, status(r.a::deregister));
    }

    @Test
    void C009_aHandleNeverIssuedOrUsedUp_isInvalid() {
        Router r = Router.f0();

        assertEquals(87, status(() -> r.manager.deregister(Router.foreignHandle())));
        r.d.register();
        assertEquals(0, status(r.d::deregister));
        assertEquals(87, status(r.d::deregister));
    }

    @Test
    void C010_registeringAgainAfterDeregistering_givesANewHandle() {
        Router r = Router.f0();
        r.a.releases(1);
        r.a.releases(4);
        ProtocolHandle old = r.a.handle();
        r.a.deregister();

        r.a.register();

        assertNotSame(old, r.a.handle());
        assertEquals(87, status(() -> r.manager.deregister(old)));
    }

    @Test
    void C011_igmpDeregisteringWhileEnabled_cannotComplete() {
        Router r = Router.f0WithIgmp();

        assertEquals(1003, status(r.i::deregister));
    }

    @Test
    void C012_aClientWithoutThatCallback_isSkipped() {
        Router r = Router.f0();
        r.b.releases(2);
        r.b.releases(7);
        r.b.deregister();
        r.b.registerAs(new RoutingProtocolCallbacks() {}).takes(2, 7);

        r.a.adds(ANY_G1, 1);

        r.saw("J((*,G1),T)→C");
    }

    @Test
    void C013_aNewcomer_isNotAlertedButCanEnumerate() {
        Router r = Router.f0();
        r.a.adds(ANY_G1, 1);
        r.forget();

        r.d.register();

        r.saw();
        assertEquals(List.of(ANY_G1), r.d.seesGroups());
    }
}
