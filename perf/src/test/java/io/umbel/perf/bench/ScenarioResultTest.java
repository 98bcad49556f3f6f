package io.umbel.perf.bench;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Medians and ratios, and how they are shown. */
class ScenarioResultTest {
    private static final Scenario SCENARIO = new Scenario(60, 4, 1000);

    @Test
    void theMedianOfAnOddNumberIsTheMiddle() {
        assertEquals(new Spread(1, 2, 9), Spread.of(List.of(9.0, 1.0, 2.0), each -> each));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertEquals(new Spread(1, 3, 9), Spread.of(List.of(9.0, 4.0, 1.0, 2.0), each -> each));
    }

    @Test
    void theRatioIsTheMedianOfThePairsRatiosAndNotTheRatioOfTheMedians() {
        // Of the medians it would be 4/8.
        ScenarioResult result = result(pair(4, 10), pair(1, 1), pair(8, 8));
        assertEquals(new Spread(0.4, 1, 1), result.ratio());
    }

    @Test
    void ratesByTheClockAreComparedByThemselves() {
        Measured ours = new Measured(1, 3, 2, 8, 0, true, "");
        Measured ceiling = new Measured(1, 4, 2, 8, 0, true, "copy");
        ScenarioResult result = result(new ScenarioResult.Pair(ours, ceiling));
        assertEquals(1, result.ratio().median());
        assertEquals(0.75, result.clockRatio().median());
    }

    @Test
    void theTableHasALineAScenarioAndFitsATerminal() {
        String text = new ResultTable(List.of(result(pair(40, 50)))).text(false);
        assertTrue(
                text.contains("    60        4     1,000   40.00   50.00   copy     0.80  0.80  0.80   0.80  "
                        + "|################    |\n"),
                text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
    }

    @Test
    void aRatioAboveOneFillsTheBar() {
        assertTrue(new ResultTable(List.of(result(pair(60, 50)))).text(true).contains("|" + "█".repeat(20) + "|"));
    }

    @Test
    void dropsAreToldBecauseTheySpoilTheComparison() {
        ScenarioResult.Pair dropping = new ScenarioResult.Pair(
                new Measured(1, 4, 1, 4, 1200, true, ""), new Measured(1, 4, 1, 4, 34, true, "copy"));
        String text = new ResultTable(List.of(result(dropping))).text(false);
        assertTrue(text.contains("60/4/1000: 1,234 frames were dropped"), text);
    }

    @Test
    void markdownHasTheSameFigures() {
        String text = new ResultTable(List.of(result(pair(40, 50), pair(45, 50), pair(50, 50)))).markdown();
        assertEquals(
                "| 60 | 4 | 1,000 | 45.0 | 50.0 | copy | 0.90 | 0.80 – 1.00 | 0.90 |",
                text.lines().toList().getLast());
    }

    @Test
    void theGateNamesTheScenariosThatDoNotPass() {
        List<ScenarioResult> results = List.of(result(pair(40, 50)), result(pair(50, 50)));
        assertEquals("60/4/1000 with 0.800", GateCommand.failures(results, 0.85));
        assertEquals("", GateCommand.failures(results, 0.8));
    }

    @Test
    void theGateDoesNotPassWhatIsNoNumber() {
        assertEquals("60/4/1000 with NaN", GateCommand.failures(List.of(result(pair(0, 0))), 0.85));
    }

    @Test
    void coldStartsAreTheSlowestTheMedianAndTheFastest() {
        List<Measured> starts =
                IntStream.of(45, 50, 52).mapToObj(ScenarioResultTest::rate).toList();
        assertEquals(
                "60/4/1000, 3 cold starts, Mpps out: slowest 45.00, median 50.00, fastest 52.00 by the worker's "
                        + "processor time, 45.00, 50.00 and 52.00 by the clock; the slowest is 0.90 of the median",
                CompareCommand.coldStartsText(SCENARIO, starts));
    }

    private static ScenarioResult result(ScenarioResult.Pair... pairs) {
        return ScenarioResult.of(SCENARIO, List.of(pairs));
    }

    private static ScenarioResult.Pair pair(double ours, double ceiling) {
        return new ScenarioResult.Pair(rate(ours), rate(ceiling));
    }

    private static Measured rate(double out) {
        return new Measured(out / 4, out, out / 4, out, 0, true, "copy");
    }
}
