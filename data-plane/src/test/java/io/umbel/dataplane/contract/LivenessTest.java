package io.umbel.dataplane.contract;

import io.umbel.dataplane.contract.Liveness.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One plane sees whether the other lives, which is a process of its own. */
@Tag("process")
@Timeout(120)
final class LivenessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    private final List<String> changes = new ArrayList<>();

    @Test
    void planeThatHasNeverRunIsAbsent() {
        assertEquals(State.ABSENT, Liveness.of(directory.get(), Plane.DATA).state());
    }

    @Test
    void planeThatRunsIsAliveAndSaysWhichProcessItIs() throws Exception {
        try (ChildJvm plane = start()) {
            Liveness seen = Liveness.of(directory.get(), Plane.DATA);
            assertEquals(State.ALIVE, seen.state());
            assertEquals(plane.pid(), seen.pid());
            assertEquals(plane.startedMillis(), seen.started());
        }
    }

    @Test
    void killedPlaneIsGoneAndItsSuccessorIsAnotherProcess() throws Exception {
        PeerWatch watch = watch();
        try (ChildJvm plane = start()) {
            await(watch, "ALIVE");
            plane.kill();
            await(watch, "SILENT, lost");
            try (ChildJvm successor = start()) {
                await(watch, "ALIVE");
                assertNotEquals(plane.pid(), successor.pid());
            }
        }
        assertEquals(List.of("ALIVE", "SILENT, lost", "ALIVE"), changes);
    }

    @Test
    void frozenPlaneIsGoneUntilItGoesOn() throws Exception {
        PeerWatch watch = watch();
        try (ChildJvm plane = start()) {
            await(watch, "ALIVE");
            plane.signal("STOP");
            await(watch, "SILENT, lost");
            plane.signal("CONT");
            await(watch, "ALIVE");
        }
        assertEquals(List.of("ALIVE", "SILENT, lost", "ALIVE"), changes);
    }

    @Test
    void planeThatIsReplacedWithinASecondWasLostAllTheSame() throws Exception {
        PeerWatch watch = watch();
        try (ChildJvm _ = start();
                ChildJvm successor =
                        ChildJvm.start(HeartbeatProcess.class, directory.get().path())) {
            await(watch, "ALIVE");
            // Both beat; the successor's file is in the place of the first one's.
            assertEquals("alive", successor.line());
            await(watch, "ALIVE, lost");
            assertEquals(
                    successor.pid(), Liveness.of(directory.get(), Plane.DATA).pid());
        }
    }

    @Test
    void planeThatEndsWellHasStoppedAtOnceAndIsNotLost() throws Exception {
        PeerWatch watch = watch();
        try (ChildJvm plane = start()) {
            await(watch, "ALIVE");
            plane.tell("stop");
            plane.join();
            assertEquals(State.STOPPED, Liveness.of(directory.get(), Plane.DATA).state());
            await(watch, "STOPPED");
        }
        assertEquals(List.of("ALIVE", "STOPPED"), changes);
    }

    @Test
    void planeOfTheSameProcessIsNotWatched() throws Exception {
        try (Heartbeat _ = Heartbeat.begin(directory.get(), Plane.DATA, SystemNanoClock.INSTANCE)) {
            PeerWatch watch = watch();
            assertEquals(1, watch.poll());
            assertEquals(List.of(), changes);
        }
    }

    private ChildJvm start() throws IOException {
        ChildJvm plane = ChildJvm.start(HeartbeatProcess.class, directory.get().path());
        assertEquals("alive", plane.line());
        return plane;
    }

    private PeerWatch watch() {
        return new PeerWatch(
                directory.get(),
                Plane.DATA,
                SystemNanoClock.INSTANCE,
                (now, lost) -> changes.add(now.state() + (lost ? ", lost" : "")));
    }

    /** Watches until the latest change is this. */
    private void await(PeerWatch watch, String change) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int before = changes.size();
        while (changes.size() == before) {
            assertTrue(System.nanoTime() - deadline < 0, "waited for " + change + " after " + changes);
            watch.poll();
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertEquals(change, changes.getLast());
    }
}
