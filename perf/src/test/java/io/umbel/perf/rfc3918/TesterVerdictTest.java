package io.umbel.perf.rfc3918;

import io.umbel.perf.gen.FlowFigures;
import io.umbel.perf.gen.TrialResult;
import io.umbel.perf.report.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A run that could not be trusted says so. */
class TesterVerdictTest {
    private static TrialResult trial(long sent, long expected, long received, long corrupt, long straggledNanos) {
        return new TrialResult(
                Duration.ofSeconds(1),
                1000,
                sent,
                64_000,
                List.of(new FlowFigures(0, 1, expected, received, 0, 0, 1, 2, new Histogram(2))),
                0,
                corrupt,
                straggledNanos,
                new Histogram(2),
                1,
                new long[1],
                new long[2][1]);
    }

    private static Verdict of(TrialResult trial) {
        MethodCheck check = new MethodCheck();
        check.trial(trial);
        check.load(trial);
        return check.verdict();
    }

    @Test
    void everythingInOrder_isSound() {
        assertEquals(Verdict.Status.SOUND, of(trial(1000, 1000, 990, 0, 5)).status());
    }

    @Test
    void anotherLoadThanIntended_isNotTrusted() {
        assertEquals(Verdict.Status.NOT_TRUSTED, of(trial(900, 900, 900, 0, 5)).status());
    }

    @Test
    void alteredFrames_areNotTrusted() {
        assertEquals(
                Verdict.Status.NOT_TRUSTED, of(trial(1000, 1000, 999, 1, 5)).status());
    }

    @Test
    void framesWhereNobodyWantsThem_areNotTrusted() {
        assertEquals(Verdict.Status.NOT_TRUSTED, of(trial(1000, 0, 3, 0, 5)).status());
    }

    @Test
    void framesMoreThanFiveSecondsLate_areNotTrusted() {
        assertEquals(
                Verdict.Status.NOT_TRUSTED,
                of(trial(1000, 1000, 1000, 0, TimeUnit.SECONDS.toNanos(6))).status());
    }

    @Test
    void shorterTrialsThanTheRfcs_areAReducedMethodThatSaysSo() {
        MethodCheck check = new MethodCheck();
        check.durations(Duration.ofSeconds(2), Profile.SHORTEST_TRIAL);
        assertEquals(Verdict.Status.REDUCED, check.verdict().status());
        assertTrue(
                check.verdict().remarks().getFirst().contains("2.0 s"),
                () -> check.verdict().toString());
    }

    @Test
    void aMissingTaggedFrame_makesALatencyTrialInvalid() {
        MethodCheck check = new MethodCheck();
        new LatencySet(64, 1000, 1, 1000, 1, 0, 0, List.of()).check(check);
        assertEquals(Verdict.Status.NOT_TRUSTED, check.verdict().status());
    }
}
