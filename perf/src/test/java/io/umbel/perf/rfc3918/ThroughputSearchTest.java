package io.umbel.perf.rfc3918;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Searches against a simulated device of known capacity. */
class ThroughputSearchTest {
    private static final double MOST = 1_000_000;
    private static final double LEAST = 100;
    private static final double WIDTH = 0.005;
    private static final double PARTIAL = 0.02;
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration TRIAL = Duration.ofSeconds(1);
    private static final SearchGoal NDR = SearchGoal.noDrop(SHORT, TRIAL, Duration.ofSeconds(5), WIDTH);
    private static final SearchGoal PDR = SearchGoal.partialDrop(PARTIAL, SHORT, TRIAL, Duration.ofSeconds(5), WIDTH);

    private static List<SearchResult> mlr(SimulatedDevice device) throws InterruptedException {
        return new MlrSearch(device, LEAST, MOST, 1).search(List.of(NDR, PDR));
    }

    private static void assertNear(double expected, double found, double tolerance) {
        assertTrue(Math.abs(found - expected) <= expected * tolerance, "found " + found + ", not " + expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {150, 12_345, 250_000, 999_000})
    void quietDevice_bothThroughputsWithinTheWidth(double capacity) throws InterruptedException {
        List<SearchResult> found = mlr(new SimulatedDevice(capacity, 0, 0, 1));
        SearchResult ndr = found.getFirst();
        assertTrue(ndr.lower() <= capacity && capacity <= ndr.upper(), ndr::toString);
        assertNear(capacity, ndr.lower(), WIDTH);
        assertNear(capacity, ndr.throughput(), WIDTH);
        // At a loss of a fiftieth the load is by that higher, and what gets through is the capacity.
        SearchResult pdr = found.getLast();
        assertNear(Math.min(MOST, capacity / (1 - PARTIAL)), pdr.lower(), WIDTH);
        assertNear(capacity, pdr.throughput(), WIDTH + PARTIAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noisyDevice_withinWidthAndNoise(long seed) throws InterruptedException {
        double noise = 0.01;
        SimulatedDevice device = new SimulatedDevice(250_000, noise, 0.2, seed);
        SearchResult ndr = mlr(device).getFirst();
        assertNear(250_000, ndr.lower(), WIDTH + noise);
        assertTrue(device.trials < 200, device.trials + " trials");
    }

    @Test
    void noisyDevice_severalTrialsFindWhatASingleOneMisses() throws InterruptedException {
        double byOne = 0;
        double byMany = 0;
        for (int seed = 1; seed <= 20; seed++) {
            byOne += new BinarySearch(0, TRIAL, WIDTH)
                    .search(new SimulatedDevice(250_000, 0, 0.3, seed), LEAST, MOST)
                    .lower();
            byMany += mlr(new SimulatedDevice(250_000, 0, 0.3, seed)).getFirst().lower();
        }
        assertNear(250_000, byMany / 20, 0.02);
        assertTrue(byOne < byMany * 0.97, "one trial a load: " + byOne / 20 + ", several: " + byMany / 20);
    }

    @Test
    void deviceBeyondTheTester_isUnbounded() throws InterruptedException {
        SearchResult ndr = mlr(new SimulatedDevice(2 * MOST, 0, 0, 1)).getFirst();
        assertTrue(ndr.isUnbounded());
        assertEquals(MOST, ndr.lower());
        assertTrue(new BinarySearch(0, TRIAL, WIDTH)
                .search(new SimulatedDevice(2 * MOST, 0, 0, 1), LEAST, MOST)
                .isUnbounded());
    }

    @Test
    void deviceBelowTheLeastLoad_hasNoThroughput() throws InterruptedException {
        SearchResult ndr = mlr(new SimulatedDevice(LEAST / 2, 0, 0, 1)).getFirst();
        assertEquals(0, ndr.lower());
        assertEquals(0, ndr.throughput());
        assertEquals(LEAST, ndr.upper());
    }

    @ParameterizedTest
    @ValueSource(doubles = {150, 12_345, 250_000, 999_000})
    void binarySearch_findsTheCapacityWithinItsResolution(double capacity) throws InterruptedException {
        SimulatedDevice device = new SimulatedDevice(capacity, 0, 0, 1);
        SearchResult found = new BinarySearch(0, TRIAL, WIDTH).search(device, LEAST, MOST);
        assertTrue(found.lower() <= capacity && capacity <= found.upper(), found::toString);
        assertNear(capacity, found.lower(), WIDTH);
        assertEquals(device.trials, found.trials());
    }

    @Test
    void binarySearch_toleratesLossUpToItsTolerance() throws InterruptedException {
        SearchResult found =
                new BinarySearch(PARTIAL, TRIAL, WIDTH).search(new SimulatedDevice(250_000, 0, 0, 1), LEAST, MOST);
        assertNear(250_000 / (1 - PARTIAL), found.lower(), WIDTH);
    }

    @ParameterizedTest
    @EnumSource
    void eitherSearchOfAProfile_findsTheLosslessAndThePartialThroughput(Search search) throws InterruptedException {
        Profile profile = Profile.full().searchedBy(search);
        List<SearchResult> found = search.search(new SimulatedDevice(250_000, 0, 0, 1), profile, 1);
        assertEquals(2, found.size());
        assertNear(250_000, found.getFirst().lower(), profile.width());
        assertNear(250_000 / (1 - profile.partialLoss()), found.getLast().lower(), profile.width());
        assertTrue(found.getFirst().lower() <= 250_000, () -> "lossless is not more than the capacity: " + found);
    }

    @Test
    void aLoadIsDecidedWhenTheMissingTrialsCannotChangeIt() {
        TrialLog log = new TrialLog();
        SearchGoal goal = SearchGoal.noDrop(TRIAL, TRIAL, Duration.ofSeconds(5), WIDTH);
        for (int good = 1; good <= 2; good++) {
            log.add(new Measurement(100, TRIAL, 0, 100, true));
            assertEquals(TrialLog.Bound.UNDECIDED, log.classify(100, goal));
        }
        log.add(new Measurement(100, TRIAL, 0.1, 90, true));
        log.add(new Measurement(100, TRIAL, 0.1, 90, true));
        assertEquals(TrialLog.Bound.UNDECIDED, log.classify(100, goal));
        log.add(new Measurement(100, TRIAL, 0, 100, true));
        assertEquals(TrialLog.Bound.LOWER, log.classify(100, goal));
        log.add(new Measurement(100, TRIAL, 0.1, 90, true));
        log.add(new Measurement(100, TRIAL, 0.1, 90, true));
        assertEquals(TrialLog.Bound.UPPER, log.classify(100, goal));
    }
}
