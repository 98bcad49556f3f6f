package io.umbel.perf.report;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The intervals hold what they should as often as they say. */
class IntervalTest {
    private static final int RUNS = 4000;

    private static List<Double> upTo(int n) {
        return IntStream.rangeClosed(1, n).mapToObj(i -> (double) i).toList();
    }

    private static List<Double> skewed(Random random, int n, double shift) {
        return DoubleStream.generate(() -> shift - Math.log(random.nextDouble()))
                .limit(n)
                .boxed()
                .toList();
    }

    @ParameterizedTest
    // Ranks and coverages of the sign test.
    @CsvSource({"1,1,1,0", "3,1,3,0.75", "5,1,5,0.9375", "6,1,6,0.96875", "10,2,9,0.978515625", "20,6,15,0.958610535"})
    void medianInterval_isTheOrderStatisticsOfTheSignTest(int n, double low, double high, double coverage) {
        MedianInterval interval = MedianInterval.of(upTo(n));
        assertEquals(low, interval.low());
        assertEquals(high, interval.high());
        assertEquals(coverage, interval.coverage(), 1e-6);
        assertEquals((n + 1) / 2.0, interval.median());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 20})
    void medianInterval_holdsTheMedianAsOftenAsItSays(int n) {
        Random random = new Random(n);
        long held = IntStream.range(0, RUNS)
                .mapToObj(_ -> MedianInterval.of(skewed(random, n, 0)))
                .filter(interval -> interval.low() <= Math.log(2) && Math.log(2) <= interval.high())
                .count();
        assertEquals(MedianInterval.of(upTo(n)).coverage(), (double) held / RUNS, 0.02);
    }

    @Test
    void mannWhitney_isTheDistributionOfSmallSamples() {
        // Of the ten ways in which two and three can be ordered.
        assertArrayEquals(new double[] {0.1, 0.1, 0.2, 0.2, 0.2, 0.1, 0.1}, ShiftInterval.mannWhitney(2, 3), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"3,3", "7,5", "20,20"})
    void shiftInterval_holdsTheShiftAsOftenAsItSays(int n, int m) {
        Random random = new Random(n);
        double coverage = 0;
        int held = 0;
        for (int run = 0; run < RUNS / 4; run++) {
            ShiftInterval interval = ShiftInterval.between(skewed(random, n, 0), skewed(random, m, 5));
            held += interval.low() <= 5 && 5 <= interval.high() ? 1 : 0;
            coverage = interval.coverage();
        }
        assertEquals(coverage, held / (RUNS / 4.0), 0.03);
    }

    @Test
    void onlyAnIntervalBesideZeroIsADifference() {
        assertTrue(ShiftInterval.between(
                        upTo(10), upTo(10).stream().map(x -> x + 20).toList())
                .isDifferent());
        assertFalse(ShiftInterval.between(
                        upTo(10), upTo(10).stream().map(x -> x + 1).toList())
                .isDifferent());
    }

    @Test
    void threeAndThreeReachNoMoreThanNineInTen() {
        assertEquals(0.9, ShiftInterval.between(upTo(3), upTo(3)).coverage(), 1e-9);
    }
}
