package io.umbel.perf.bench;

import java.util.List;
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
        ScenarioResult result = result(turns(new Pair.Turn(ours, ceiling)));
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
        Pair dropping = turns(
                new Pair.Turn(new Measured(1, 4, 1, 4, 1200, true, ""), new Measured(1, 4, 1, 4, 34, true, "copy")));
        String text = new ResultTable(List.of(result(dropping))).text(false);
        assertTrue(text.contains("60/4/1000: 1,234 frames were dropped"), text);
    }

    @Test
    void markdownHasTheSameFiguresAndThePicture() {
        String text = new ResultTable(List.of(result(pair(40, 50), pair(45, 50), pair(50, 50)))).markdown();
        assertEquals(
                "| 60 | 4 | 1,000 | 45.0 | 50.0 | copy | 0.90 | 0.80 – 1.00 | 0.90 | `" + "█".repeat(18) + "  ` |",
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
        assertEquals("""
                60/4/1000, 3 cold starts: slowest, median, fastest, and the slowest by the median
                ours by the ceiling in the same moments    0.75   0.90   1.00   0.83
                ours by itself, Mpps out                  45.00  50.00  60.00   0.90
                the ceiling by itself, Mpps out           50.00  50.00  80.00   1.00
                """, CompareCommand.coldStartsText(result(pair(60, 80), pair(45, 50), pair(50, 50))));
    }

    @Test
    void theRatioOfAPairIsTheMedianOfItsTurnsRatios() {
        // Of the medians it would be 4/8.
        Pair pair = turns(turn(4, 10), turn(1, 1), turn(8, 8));
        assertEquals(1, pair.ratio());
        assertEquals(4, pair.ours());
        assertEquals(8, pair.ceiling());
    }

    private static ScenarioResult result(Pair... pairs) {
        return ScenarioResult.of(SCENARIO, List.of(pairs));
    }

    private static Pair pair(double ours, double ceiling) {
        return turns(turn(ours, ceiling));
    }

    private static Pair turns(Pair.Turn... turns) {
        return new Pair(List.of(turns));
    }

    private static Pair.Turn turn(double ours, double ceiling) {
        return new Pair.Turn(rate(ours), rate(ceiling));
    }

    private static Measured rate(double out) {
        return new Measured(out / 4, out, out / 4, out, 0, true, "copy");
    }
}
