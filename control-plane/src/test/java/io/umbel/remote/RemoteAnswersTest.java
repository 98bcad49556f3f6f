package io.umbel.remote;

import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.RpfQuery;
import io.umbel.mgm.StateFlags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static io.umbel.remote.ManagerWithRemoteClients.*;
import static org.junit.jupiter.api.Assertions.*;

/** Answers to RPF and CREATION callbacks that come over a connection: sooner, later, or not at all. */
class RemoteAnswersTest {
    private static final String STREAM = "10.2.0.1";
    private static final String ITS_ALERT = "CREATION 10.2.0.1 [3, 4]";

    private final ManagerWithRemoteClients router = new ManagerWithRemoteClients();
    private final RecordingClient client = new RecordingClient();

    /** Owns 2, towards the source, and joins on 3 and 4. */
    private RemoteSession joined(Terms terms) {
        RemoteSession session = router.connected(client, terms, 2, 3, 4);
        session.addGroupMembership(ANY, InterfaceId.of(3), StateFlags.JOIN);
        session.addGroupMembership(ANY, InterfaceId.of(4), StateFlags.JOIN);
        return session;
    }

    private Optional<List<InterfaceId>> branches() {
        return router.entry(STREAM).map(entry -> entry.outgoing());
    }

    private static Optional<List<InterfaceId>> interfaces(int... indices) {
        return Optional.of(
                java.util.Arrays.stream(indices).mapToObj(InterfaceId::of).toList());
    }

    @Test
    void entryIsMadeWhenAllAnswersAreThere() {
        RemoteSession session = joined(ANSWERS_ALL);
        router.packet(STREAM);
        client.got("RPF 10.2.0.1");
        session.answerRpf(client.question, RpfQuery::asFound);
        client.got(ITS_ALERT);
        assertEquals(Optional.empty(), branches());
        session.answerCreation(client.question, Set.of());
        assertEquals(interfaces(3, 4), branches());
        client.got();
    }

    @Test
    void rpfAnswerDecidesWhereTheDataIsToArrive() {
        RemoteSession session = joined(ANSWERS_ALL);
        router.packet(STREAM);
        session.answerRpf(client.question, query -> query.asFound().withIncoming(InterfaceId.of(3)));
        session.answerCreation(client.question, Set.of());
        assertEquals(InterfaceId.of(3), router.entry(STREAM).orElseThrow().incoming());
        assertEquals(interfaces(4), branches());
    }

    @Test
    void creationAnswerKeepsTheStreamOffABranch() {
        RemoteSession session = joined(ANSWERS_ALL);
        router.packet(STREAM);
        session.answerRpf(client.question, RpfQuery::asFound);
        session.answerCreation(client.question, Set.of(InterfaceId.of(3)));
        assertEquals(interfaces(4), branches());
    }

    @Test
    void whileAnAnswerIsOutstandingOtherStreamsAreServed() {
        joined(ANSWERS_ALL);
        router.packet(STREAM);
        router.packet("10.1.0.9");
        client.question = 0;
        assertEquals(Optional.empty(), branches());
        router.manager.addGroupMembership(router.local, ANY, InterfaceId.of(1), StateFlags.JOIN);
        client.got("RPF 10.2.0.1", "CREATION 10.1.0.9 [3, 4]", "JOIN (*, 239.1.1.1) true");
    }

    @Test
    void withoutAnAnswerInTimeTheEntryIsAsTheManagerFoundIt() {
        joined(ANSWERS_ALL);
        router.packet(STREAM);
        router.pass(Duration.ofMillis(49));
        client.got("RPF 10.2.0.1");
        router.pass(Duration.ofMillis(1));
        client.got("too late", ITS_ALERT);
        router.pass(Duration.ofMillis(50));
        client.got("too late");
        assertEquals(InterfaceId.of(2), router.entry(STREAM).orElseThrow().incoming());
        assertEquals(interfaces(3, 4), branches());
    }

    @Test
    void answerThatIsTooLateChangesNothing() {
        RemoteSession session = joined(ANSWERS_ALL);
        router.packet(STREAM);
        long rpf = client.question;
        router.pass(Duration.ofMillis(50));
        router.pass(Duration.ofMillis(50));
        session.answerRpf(rpf, query -> query.asFound().withIncoming(InterfaceId.of(3)));
        assertEquals(InterfaceId.of(2), router.entry(STREAM).orElseThrow().incoming());
    }

    @Test
    void answerOfTheWrongKindIsNone() {
        RemoteSession session = joined(ANSWERS_ALL);
        router.packet(STREAM);
        session.answerCreation(client.question, Set.of(InterfaceId.of(3)));
        client.got("RPF 10.2.0.1");
    }

    @Test
    void streamThatIsReportedAgainMeanwhileIsNotAskedAboutAgain() {
        joined(ANSWERS_ALL);
        router.packet(STREAM);
        router.packet(STREAM);
        client.got("RPF 10.2.0.1");
    }

    @Test
    void nextEntryOfTheStreamIsAskedAboutAnew() {
        RemoteSession session = joined(ANSWERS_ALL);
        router.packet(STREAM);
        session.answerRpf(client.question, RpfQuery::asFound);
        session.answerCreation(client.question, Set.of());
        client.got("RPF 10.2.0.1", ITS_ALERT);
        router.pass(Duration.ofSeconds(1));
        session.releaseInterfaceOwnership(InterfaceId.of(2));
        session.takeInterfaceOwnership(InterfaceId.of(2));
        router.packet(STREAM);
        client.got("RPF 10.2.0.1");
    }

    @Test
    void clientThatDoesNotAnswerIsToldAndNotWaitedFor() {
        joined(ANSWERS_NOTHING);
        router.packet(STREAM);
        client.got("RPF 10.2.0.1 for information", ITS_ALERT + " for information");
        assertEquals(interfaces(3, 4), branches());
    }

    @Test
    void branchThatCameAfterTheAlertIsAskedAboutToo() {
        RemoteSession session = joined(ANSWERS_ALL);
        session.takeInterfaceOwnership(InterfaceId.of(5));
        router.packet(STREAM);
        session.answerRpf(client.question, RpfQuery::asFound);
        long first = client.question;
        session.addGroupMembership(ANY, InterfaceId.of(5), StateFlags.JOIN);
        session.answerCreation(first, Set.of(InterfaceId.of(4)));
        client.got("RPF 10.2.0.1", ITS_ALERT, "CREATION 10.2.0.1 [3, 4, 5]");
        session.answerCreation(client.question, Set.of(InterfaceId.of(5)));
        assertEquals(interfaces(3, 4), branches());
    }

    @Test
    void moreStreamsThanAreAllowedAtATimeAreAskedAboutLater() {
        RemoteSession session = joined(ANSWERS_ALL);
        router.packet("10.2.0.1");
        router.packet("10.2.0.2");
        router.packet("10.2.0.3");
        client.got("RPF 10.2.0.1", "RPF 10.2.0.2");
        session.answerRpf(client.question, RpfQuery::asFound);
        client.got("CREATION 10.2.0.2 [3, 4]");
        session.answerCreation(client.question, Set.of());
        router.packet("10.2.0.3");
        client.got("RPF 10.2.0.3");
    }

    @Test
    void clientThatIsGoneIsNotWaitedFor() {
        RemoteSession session = joined(ANSWERS_ALL);
        router.packet(STREAM);
        session.disconnected();
        assertEquals(interfaces(3, 4), branches());
        assertTrue(router.remote.isIdle());
    }

    @Test
    void pruneAlertIsAnsweredInAdvance() {
        router.connected(client, ANSWERS_NOTHING, 2);
        router.packet("10.2.0.1");
        assertEquals(900, timeOut("10.2.0.1"));
        RecordingClient other = new RecordingClient();
        RemoteSession session = router.remote.connect(other);
        session.register(new io.umbel.mgm.ProtocolId(101, 1), ANSWERS_ALL, false);
        session.takeInterfaceOwnership(InterfaceId.of(6));
        router.packet("10.6.0.1");
        session.answerRpf(other.question, RpfQuery::asFound);
        other.got("RPF 10.6.0.1", "PRUNE (10.6.0.1, 239.1.1.1) false");
        assertEquals(77, timeOut("10.6.0.1"));
    }

    private long timeOut(String source) {
        return router.manager.getMfe(new MfeKey(GROUP, Ipv4.parse(source))).timeOutSeconds();
    }
}
