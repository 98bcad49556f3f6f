package io.umbel.mgm;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.umbel.mgm.Router.*;
import static org.junit.jupiter.api.Assertions.*;

/** A client that cannot answer RPF or CREATION at once, and must not be waited for (§3.11). */
class PutOffAnswersTest {

    private final Router r = Router.f0();

    @BeforeEach
    void aAndCWantTheGroup() {
        r.a.adds(ANY_G1, 1);
        r.c.adds(ANY_G1, 3);
        r.forget();
    }

    private void putsRpfOff() {
        r.b.whenAskedForRpf = _ -> {
            throw new AnswerPendingException();
        };
    }

    private static void putsCreationOff(TestProtocol client) {
        client.whenCreated = _ -> {
            throw new AnswerPendingException();
        };
    }

    private boolean isMade() {
        return !r.manager.firstMfes(PLENTY).entries().isEmpty();
    }

    @Test
    void rpfPutOff_noMfeAndNobodyElseIsAsked() {
        putsRpfOff();
        assertTrue(r.packet(S1, G1, 2).isEmpty());
        r.saw("RPF((S1,G1),2)→B");
        assertFalse(isMade());
    }

    @Test
    void putOff_isNoFailure() {
        putsRpfOff();
        r.packet(S1, G1, 2);
        assertTrue(r.failures.isEmpty());
    }

    @Test
    void creationPutOff_theOthersAreAlertedAllTheSameAndNoMfeIsMade() {
        putsCreationOff(r.a);
        assertTrue(r.packet(S1, G1, 2).isEmpty());
        r.saw("RPF((S1,G1),2)→B", "CR((S1,G1),2,[1])→A", "CR((S1,G1),2,[3])→C");
        assertFalse(isMade());
    }

    @Test
    void packetReportedAgain_everybodyIsAskedAgainAndTheMfeMade() {
        putsCreationOff(r.a);
        r.packet(S1, G1, 2);
        r.forget();
        r.a.whenCreated = _ -> {};
        assertEquals(interfaces(1, 3), r.packet(S1, G1, 2));
        r.saw("RPF((S1,G1),2)→B", "CR((S1,G1),2,[1])→A", "CR((S1,G1),2,[3])→C", "J((S1,G1),F)→B");
    }

    @Test
    void vetoOfAnAttemptThatCameToNothing_isForgotten() {
        putsCreationOff(r.a);
        r.c.whenCreated = alert -> alert.outgoing().getFirst().disable();
        r.packet(S1, G1, 2);
        r.a.whenCreated = _ -> {};
        r.c.whenCreated = _ -> {};
        assertEquals(interfaces(1, 3), r.packet(S1, G1, 2));
    }

    @Test
    void putOffFromAnAlertThatNobodyWaitsFor_isAFailureLikeAnyOther() {
        r.c.whenJoined = (_, _) -> {
            throw new AnswerPendingException();
        };
        r.b.adds(ANY_G2, 2);
        assertEquals(1, r.failures.size());
    }

    @Test
    void whoeverIsPutOff_theManagerWorksOn() {
        putsRpfOff();
        r.packet(S1, G1, 2);
        assertEquals(interfaces(1), r.packet(S2, G1, 3));
    }
}
