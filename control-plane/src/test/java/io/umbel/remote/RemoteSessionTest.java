package io.umbel.remote;

import io.umbel.mgm.GroupEnumType;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MgmException;
import io.umbel.mgm.MgmStatus;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import static io.umbel.remote.ManagerWithRemoteClients.*;
import static org.junit.jupiter.api.Assertions.*;

/** Coming, going, and coming back. */
class RemoteSessionTest {
    private static final int GRACE_S = (int) LIMITS.grace().toSeconds();
    private static final SourceGroup OTHER = SourceGroup.anySource(Ipv4.parse("239.1.1.2"));

    private final ManagerWithRemoteClients router = new ManagerWithRemoteClients();
    private final RecordingClient client = new RecordingClient();
    private final RecordingClient witness = new RecordingClient();

    private static MgmStatus refusal(Executable call) {
        return assertThrows(MgmException.class, call).status();
    }

    /** Hears what is told of the others, and is heard. */
    private RemoteSession witness() {
        RemoteSession session = router.remote.connect(witness);
        session.register(new ProtocolId(101, 1), ANSWERS_NOTHING, false);
        return session;
    }

    /** Registered, with interface 2 and a membership there. */
    private RemoteSession member() {
        RemoteSession session = router.connected(client, ANSWERS_NOTHING, 2);
        session.addGroupMembership(ANY, InterfaceId.of(2), StateFlags.JOIN);
        return session;
    }

    private boolean owns(int index) {
        try {
            return router.manager.protocolOnInterface(InterfaceId.of(index)).equals(REMOTE);
        } catch (MgmException unknown) {
            return false;
        }
    }

    private List<SourceGroup> memberships() {
        return router.manager
                .startGroupEnumeration(router.local, GroupEnumType.ALL_SOURCES)
                .rest();
    }

    @Test
    void callsComeToTheManagerAndCallbacksToTheClient() {
        member();
        router.locallyJoin(ANY);
        client.got("JOIN (*, 239.1.1.1) true");
        assertTrue(owns(2));
        assertEquals(List.of(ANY), memberships());
    }

    @Test
    void nothingCanBeDoneBeforeRegistering() {
        RemoteSession session = router.remote.connect(client);
        assertEquals(MgmStatus.INVALID_PARAMETER, refusal(() -> session.takeInterfaceOwnership(InterfaceId.of(2))));
    }

    @Test
    void sessionRegistersOnce() {
        RemoteSession session = router.connected(client, ANSWERS_NOTHING);
        assertEquals(
                MgmStatus.CAN_NOT_COMPLETE,
                refusal(() -> session.register(new ProtocolId(102, 1), ANSWERS_NOTHING, false)));
    }

    @Test
    void identityOfAConnectedClientIsTaken() {
        member();
        RemoteSession second = router.remote.connect(witness);
        assertEquals(MgmStatus.ALREADY_EXISTS, refusal(() -> second.register(REMOTE, ANSWERS_NOTHING, true)));
    }

    @Test
    void afterDeregisteringItMayRegisterAgain() {
        RemoteSession session = router.connected(client, ANSWERS_NOTHING);
        session.deregister();
        assertFalse(session.register(REMOTE, ANSWERS_NOTHING, false));
    }

    @Test
    void deregisteringWithInterfacesIsRefused_andNothingChanges() {
        RemoteSession session = member();
        assertEquals(MgmStatus.CAN_NOT_COMPLETE, refusal(session::deregister));
        session.releaseInterfaceOwnership(InterfaceId.of(2));
        session.deregister();
    }

    @Test
    void enumerationIsOverWhenItsClientDeregisters() {
        RemoteSession session = router.connected(client, ANSWERS_NOTHING);
        int enumeration = session.startGroupEnumeration(GroupEnumType.ALL_SOURCES);
        session.deregister();
        assertEquals(MgmStatus.INVALID_PARAMETER, refusal(() -> session.nextGroups(enumeration, 16)));
    }

    @Test
    void sixteenEnumerationsAtATimeAreEnough() {
        RemoteSession session = router.connected(client, ANSWERS_NOTHING);
        int first = session.startGroupEnumeration(GroupEnumType.ALL_SOURCES);
        for (int i = 1; i < 16; i++) {
            session.startGroupEnumeration(GroupEnumType.ALL_SOURCES);
        }
        assertEquals(
                MgmStatus.NOT_ENOUGH_MEMORY, refusal(() -> session.startGroupEnumeration(GroupEnumType.ALL_SOURCES)));
        session.endGroupEnumeration(first);
        session.startGroupEnumeration(GroupEnumType.ALL_SOURCES);
    }

    @Test
    void clientThatIsGoneKeepsWhatItHasForTheGraceTime() {
        member().disconnected();
        router.passSeconds(GRACE_S - 1);
        assertTrue(owns(2));
        assertEquals(List.of(ANY), memberships());
    }

    @Test
    void whenTheGraceTimeIsOverItsInterfacesAreReleasedWithTheAlertsThatBelongToThat() {
        RemoteSession hears = witness();
        RemoteSession session = member();
        witness.got("JOIN (*, 239.1.1.1) true");
        session.disconnected();
        for (int i = 0; i < GRACE_S; i++) {
            hears.heard();
            router.passSeconds(1);
        }
        assertFalse(owns(2));
        witness.got("ping", "ping", "ping", "ping", "PRUNE (*, 239.1.1.1) true");
    }

    @Test
    void whenTheGraceTimeIsOverTheIdentityIsFree() {
        member().disconnected();
        router.passSeconds(GRACE_S);
        assertFalse(router.remote.connect(witness).register(REMOTE, ANSWERS_NOTHING, true));
    }

    @Test
    void clientThatIsGoneIsToldNothing() {
        member().disconnected();
        router.locallyJoin(ANY);
        client.got();
    }

    @Test
    void silentClientIsAskedForASignOfLifeAndThenGone() {
        member();
        router.passSeconds(GRACE_S);
        client.got("ping", "ping", "ping", "ping");
        router.passSeconds(1);
        client.got("ended: nothing was heard for the grace time");
        assertFalse(owns(2));
    }

    @Test
    void clientThatShowsASignOfLifeStays() {
        RemoteSession session = member();
        for (int i = 0; i < 3 * GRACE_S; i++) {
            router.passSeconds(1);
            session.heard();
        }
        assertTrue(owns(2));
    }

    @Test
    void clientThatComesBackFindsWhatItHad() {
        member().disconnected();
        RemoteSession back = router.remote.connect(client);
        assertTrue(back.register(REMOTE, ANSWERS_NOTHING, true));
        router.locallyJoin(ANY);
        client.got("JOIN (*, 239.1.1.1) true");
    }

    @Test
    void whatAClientThatCameBackSaysAgainStays() {
        member().disconnected();
        RemoteSession back = router.connectedAgain(client);
        back.takeInterfaceOwnership(InterfaceId.of(2));
        back.addGroupMembership(ANY, InterfaceId.of(2), StateFlags.JOIN);
        liveOn(back);
        assertTrue(owns(2));
        assertEquals(List.of(ANY), memberships());
    }

    @Test
    void membershipThatAClientDoesNotSayAgainGoes() {
        RemoteSession session = member();
        session.addGroupMembership(OTHER, InterfaceId.of(2), StateFlags.JOIN);
        session.disconnected();
        RemoteSession back = router.connectedAgain(client);
        back.takeInterfaceOwnership(InterfaceId.of(2));
        back.addGroupMembership(OTHER, InterfaceId.of(2), StateFlags.JOIN);
        liveOn(back);
        assertEquals(List.of(OTHER), memberships());
    }

    @Test
    void interfaceThatAClientDoesNotTakeAgainIsReleased() {
        member().disconnected();
        RemoteSession back = router.connectedAgain(client);
        liveOn(back);
        assertFalse(owns(2));
    }

    @Test
    void takingAgainAfterTakingAgainIsTakenAlready() {
        member().disconnected();
        RemoteSession back = router.connectedAgain(client);
        back.takeInterfaceOwnership(InterfaceId.of(2));
        assertEquals(MgmStatus.ALREADY_EXISTS, refusal(() -> back.takeInterfaceOwnership(InterfaceId.of(2))));
    }

    @Test
    void clientThatBeginsAfreshHasNothing() {
        member().disconnected();
        RemoteSession afresh = router.remote.connect(client);
        assertFalse(afresh.register(REMOTE, ANSWERS_NOTHING, false));
        assertFalse(owns(2));
        assertEquals(List.of(), memberships());
    }

    @Test
    void remoteIgmpIsToldWhenAnInterfaceChangesHands() {
        RemoteSession igmp = router.remote.connect(client);
        igmp.register(new ProtocolId(ProtocolId.IGMP, 7), ANSWERS_NOTHING, false);
        igmp.takeInterfaceOwnership(InterfaceId.of(9));
        igmp.addGroupMembership(ANY, InterfaceId.of(9), StateFlags.JOIN);
        router.manager.takeInterfaceOwnership(router.local, InterfaceId.of(9));
        client.got("DISABLE_IGMP 9", "ENABLE_IGMP 9");
    }

    /** Until the grace time after its return is over. */
    private void liveOn(RemoteSession session) {
        for (int i = 0; i <= GRACE_S; i++) {
            router.passSeconds(1);
            session.heard();
        }
    }
}
