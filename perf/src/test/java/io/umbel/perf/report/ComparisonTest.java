package io.umbel.perf.report;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ComparisonTest {
    private static List<String> verdicts(double factor) {
        return Comparison.of(SampleReport.of(1), SampleReport.of(factor)).lines().stream()
                .filter(line -> line.dut().equals("umbel"))
                .map(Comparison.Line::verdict)
                .toList();
    }

    @Test
    void aRunWithItself_showsNoDifference() {
        assertEquals(List.of("no difference shown", "no difference shown"), verdicts(1));
    }

    @Test
    void twiceAsFast_isBetterInThroughputAndInDelay() {
        assertEquals(List.of("second is better", "second is better"), verdicts(2));
    }

    @Test
    void halfAsFast_isWorse() {
        assertEquals(List.of("second is worse", "second is worse"), verdicts(0.5));
    }

    @Test
    void theDifferenceIsThatOfTheSamples() {
        Comparison.Line line =
                Comparison.of(SampleReport.of(1), SampleReport.of(2)).lines().getFirst();
        assertEquals(100_000, line.first().median());
        assertEquals(200_000, line.second().median());
        assertTrue(line.shift().low() > 90_000 && line.shift().high() < 115_000, line::toString);
    }

    @Test
    void whatOnlyOneHas_isNamed() {
        Report whole = SampleReport.of(1);
        Report part = new Report(
                whole.title(),
                whole.profile(),
                whole.began(),
                whole.seconds(),
                whole.setup(),
                whole.results().subList(0, 1));
        assertEquals(
                List.of(
                        "umbel, group join delay: only in the first",
                        "kernel, NDR, 64 octets: only in the first",
                        "kernel, group join delay: only in the first"),
                Comparison.of(whole, part).missing());
    }
}
