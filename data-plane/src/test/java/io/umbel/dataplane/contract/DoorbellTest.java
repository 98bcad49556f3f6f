package io.umbel.dataplane.contract;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A thread that waits far longer than the test may take ends its wait only when somebody rings. */
@Timeout(60)
class DoorbellTest {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    private Doorbell waiting;
    private Doorbell ringing;

    /** Two mappings, as two processes have them. */
    @BeforeEach
    void openBothSides() {
        ringing = Doorbell.openOrCreate(directory.get(), Plane.DATA);
        waiting = Doorbell.open(directory.get(), Plane.DATA, FOR_EVER);
    }

    @Test
    void ringWakesTheThreadThatWaits() throws InterruptedException {
        CountDownLatch expecting = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().start(() -> {
            waiting.expect();
            expecting.countDown();
            while (waiting.isExpected()) {
                waiting.await();
            }
        });
        expecting.await();
        ringing.ring();
        thread.join();
        assertFalse(waiting.isExpected());
    }

    @Test
    void ringBetweenTheLastLookAndTheWaitIsNotMissed() {
        waiting.expect();
        ringing.ring();
        waiting.await();
        assertFalse(waiting.isExpected());
    }

    @Test
    void idleThreadLooksOnceMoreAfterItExpectsARing() {
        DoorbellIdleStrategy idle = new DoorbellIdleStrategy(waiting, 0);
        idle.idle(0);
        assertTrue(waiting.isExpected(), "it returned to look once more, and would wait the next time");
        ringing.ring();
        idle.idle(0);
        assertTrue(waiting.isExpected(), "it was rung and has no work, so it expects the next ring");
    }

    @Test
    void idleThreadNapsBeforeItExpectsARing_andAfterWorkAgain() {
        DoorbellIdleStrategy idle = new DoorbellIdleStrategy(waiting, 2);
        for (int rounds = 0; rounds < 2; rounds++) {
            idle.idle(0);
            idle.idle(0);
            assertFalse(waiting.isExpected(), "it still looks for work by itself");
            idle.idle(0);
            assertTrue(waiting.isExpected());
            idle.idle(1);
        }
    }

    @Test
    void threadWithWorkNeedsNoRing() {
        DoorbellIdleStrategy idle = new DoorbellIdleStrategy(waiting, 0);
        idle.idle(0);
        idle.idle(1);
        assertFalse(waiting.isExpected());
    }
}
