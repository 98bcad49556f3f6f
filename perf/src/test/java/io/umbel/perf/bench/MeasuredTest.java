package io.umbel.perf.bench;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MeasuredTest {
    @Test
    void whatTheCeilingPrintsIsUnderstood() {
        assertEquals(new Measured(11.5, 46, 12.5, 50, 3, true, "copy"), Measured.parse("the ceiling", """
                        EAL: something that DPDK had to say
                        {"rxMpps":11.5,"txMpps":46.0,"cpuRxMpps":12.5,"cpuTxMpps":50.0,"seconds":2.001,"drops":3,\
                        "way":"copy","hugePages":true}
                        """));
    }

    @Test
    void whatOursPrintsIsUnderstood() {
        ReplicateResult ours = new ReplicateResult(60, 4, 1, 1, 2, 10, 40, 11, 44, 0, false);
        assertEquals(
                new Measured(10, 40, 11, 44, 0, false, ""),
                Measured.parse("ours", JsonMapper.shared().writeValueAsString(ours)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "limit: rx 1.0 Mpps", "{\"rxMpps\":1}", "{\"rxMpps\":"})
    void anythingElseIsRefusedByName(String output) {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> Measured.parse("the ceiling", output));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("the ceiling printed \"" + output + "\"; expected is"),
                refused::toString);
    }

    @Test
    void figuresWhoseSumsDisagreeAreRefused() {
        Measured torn = new Measured(1, 10.5, 1, 10.5, 0, true, "");
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> torn.requireSumsOf(new Scenario(60, 4, 1), "ours"));
        assertEquals(
                "ours counted 10.500 replicas of each frame in 60/4/1 and no drops, so its figures cannot be relied on",
                refused.getMessage());
    }

    @Test
    void figuresOfWhichNothingWasReceivedAreRefused() {
        Measured nothing = new Measured(0, 0, 0, 0, 0, true, "");
        assertThrows(IllegalStateException.class, () -> nothing.requireSumsOf(new Scenario(60, 4, 1), "ours"));
    }

    @Test
    void whatIsOnItsWayBetweenTwoCountersIsNoReasonToRefuse() {
        Measured fine = new Measured(1, 4.05, 1, 4.05, 0, true, "");
        assertEquals(fine, fine.requireSumsOf(new Scenario(60, 4, 1), "ours"));
    }
}
