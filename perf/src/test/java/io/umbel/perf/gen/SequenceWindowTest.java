package io.umbel.perf.gen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SequenceWindowTest {
    private static final int SIZE = 64;

    /** From the highest number so far. */
    private static final long[] STEPS = {1, 2, 62, 63, 64, 65, 128, 1000, 0, -1, -2, -62, -63, -64, -65, -128};

    @Test
    void randomOrderWithinTheWindow_isCountedAsASetWould() {
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            List<Long> numbers = new ArrayList<>();
            for (long i = 0; i < 1000; i++) {
                if (random.nextInt(10) > 0) {
                    numbers.add(i);
                }
                if (random.nextInt(10) == 0) {
                    numbers.add(i);
                }
            }
            // Neighbours change places.
            for (int i = 0; i + 5 < numbers.size(); i += 5) {
                Collections.shuffle(numbers.subList(i, i + 5), random);
            }
            SequenceWindow window = new SequenceWindow(SIZE);
            Set<Long> seen = new HashSet<>();
            long highest = -1;
            long duplicates = 0;
            long reordered = 0;
            for (long number : numbers) {
                boolean isNew = seen.add(number);
                duplicates += isNew ? 0 : 1;
                reordered += isNew && number < highest ? 1 : 0;
                highest = Math.max(highest, number);
                assertEquals(isNew, window.record(number));
            }
            assertEquals(seen.size(), window.received());
            assertEquals(duplicates, window.duplicates());
            assertEquals(reordered, window.reordered());
        }
    }

    @Test
    void numbersAtTheEdgesOfTheWindowAndBeyond_areCountedAsItsDescriptionSays() {
        Random random = new Random(2);
        for (int round = 0; round < 2000; round++) {
            SequenceWindow window = new SequenceWindow(SIZE);
            Set<Long> seen = new HashSet<>();
            long highest = random.nextInt(SIZE);
            window.record(highest);
            seen.add(highest);
            long received = 1;
            long duplicates = 0;
            long reordered = 0;
            for (int i = 0; i < 20; i++) {
                long number = highest + STEPS[random.nextInt(STEPS.length)];
                if (number < 0) {
                    continue;
                }
                boolean remembered = highest - number < SIZE;
                boolean duplicate = remembered && !seen.add(number);
                duplicates += duplicate ? 1 : 0;
                received += duplicate ? 0 : 1;
                reordered += !duplicate && number < highest ? 1 : 0;
                highest = Math.max(highest, number);
                assertEquals(!duplicate, window.record(number));
            }
            assertEquals(received, window.received());
            assertEquals(duplicates, window.duplicates());
            assertEquals(reordered, window.reordered());
        }
    }

    @Test
    void aGapLongerThanTheWindow_leavesNothingOfWhatWasBefore() {
        SequenceWindow window = new SequenceWindow(SIZE);
        assertTrue(window.record(3));
        assertTrue(window.record(1000));
        assertTrue(window.record(3 + 15 * SIZE), "another number than 3, in its place");
        assertEquals(3, window.received());
        assertEquals(1, window.reordered());
    }
}
