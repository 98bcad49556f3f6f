package io.umbel.dataplane.forward;

import io.umbel.dataplane.fib.Fib;
import io.umbel.dataplane.fib.FibReader;
import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.CachedNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A worker that makes no passes is seen. */
class WorkerWatchTest {
    private final Fib fib = new Fib(2);
    private final FibReader first = fib.reader(0);
    private final FibReader second = fib.reader(1);
    private final CachedNanoClock clock = new CachedNanoClock();
    private final WorkerWatch watch = new WorkerWatch(List.of(first, second), clock);

    @AfterEach
    void close() {
        first.goOffline();
        second.goOffline();
        fib.close();
    }

    @Test
    void workerThatHasNotStartedDoesNotStandStill() {
        assertEquals(0, after(Duration.ofSeconds(5)));
    }

    @Test
    void workerWithoutAPassForASecondStandsStill() {
        first.comeOnline();
        second.comeOnline();
        assertEquals(0, after(Duration.ZERO));
        second.endPass();
        assertEquals(0, after(Duration.ofMillis(999)));
        assertEquals(1, after(Duration.ofMillis(1)));
    }

    @Test
    void workerThatMakesAPassGoesOn() {
        first.comeOnline();
        assertEquals(0, after(Duration.ZERO));
        assertEquals(1, after(Duration.ofSeconds(1)));
        first.endPass();
        assertEquals(0, after(Duration.ZERO));
    }

    private int after(Duration time) {
        clock.advance(time.toNanos());
        return watch.stalled();
    }
}
