package io.umbel.perf.bench;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TimeLeftTest {
    @Test
    void aMinuteAndMoreIsInMinutes() {
        assertEquals("; 59 s left", TimeLeft.text(Duration.ofSeconds(59)));
        assertEquals("; 1 min 0 s left", TimeLeft.text(Duration.ofSeconds(60)));
        assertEquals("; 61 min 1 s left", TimeLeft.text(Duration.ofSeconds(3661)));
    }

    @Test
    void beforeAnythingIsDoneNobodyKnows() {
        assertEquals("", new TimeLeft(5).toString());
    }

    @Test
    void whenAllIsDoneNothingIsLeft() {
        TimeLeft timeLeft = new TimeLeft(1);
        timeLeft.oneMoreDone();
        assertEquals("; 0 s left", timeLeft.toString());
    }
}
