package io.umbel.dataplane.contract;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Whether a plane lives, by its {@link Heartbeat}. Immutable.
 *
 * @param pid its process id; 0 if there has never been one
 * @param started when that process started, in milliseconds since the epoch; 0 if there has never been one
 * @param stalledWorkers how many of a data plane's workers made no pass in the last second; 0 for a control plane
 */
public record Liveness(Plane plane, State state, long pid, long started, int stalledWorkers) {
    /** A plane beats every 100 ms; after so long without a beat it counts as gone. */
    public static final Duration SILENT_AFTER = Duration.ofSeconds(1);

    // Asked for once: Java reads several files of /proc to answer, and every plane looks at the other ten times a
    // second.
    private static final long START_OF_THIS_PROCESS = ProcessHandle.current()
            .info()
            .startInstant()
            .map(Instant::toEpochMilli)
            .orElse(0L);

    /** How a plane is. */
    public enum State {
        /** None has run in this directory. */
        ABSENT,
        /** It gives signs of life. */
        ALIVE,
        /** It gave none for {@link #SILENT_AFTER}: it was killed, or stands still. */
        SILENT,
        /** It ended, and ended well. */
        STOPPED
    }

    /**
     * How a plane is now. From any process of this machine and any thread.
     *
     * @throws IllegalStateException with one sentence, if the directory is somebody else's, or of another layout
     */
    public static Liveness of(SharedDirectory directory, Plane plane) {
        // On Linux the nanoseconds of CLOCK_MONOTONIC, the same for all processes of the machine.
        return of(directory, plane, System.nanoTime());
    }

    static Liveness of(SharedDirectory directory, Plane plane, long nowNs) {
        directory.check();
        if (!Files.exists(directory.heartbeat(plane))) {
            return new Liveness(plane, State.ABSENT, 0, 0, 0);
        }
        try (MappedFile file = MappedFile.open(directory.heartbeat(plane), plane.toString(), Heartbeat.LENGTH)) {
            AtomicBuffer buffer = file.buffer();
            return new Liveness(
                    plane,
                    state(buffer.getLongVolatile(Heartbeat.BEAT), nowNs),
                    buffer.getLong(Heartbeat.PID),
                    buffer.getLong(Heartbeat.STARTED),
                    (int) buffer.getLong(Heartbeat.STALLED_WORKERS));
        }
    }

    private static State state(long beat, long nowNs) {
        if (beat == Heartbeat.STOPPED) {
            return State.STOPPED;
        }
        return nowNs - beat < SILENT_AFTER.toNanos() ? State.ALIVE : State.SILENT;
    }

    /** Whether this is the same process as that of another time. */
    boolean isSameProcess(Liveness other) {
        return pid == other.pid && started == other.started;
    }

    /** Whether it is a plane of this process. */
    boolean isOfThisProcess() {
        return pid == ProcessHandle.current().pid() && started == startOfThisProcess();
    }

    static long startOfThisProcess() {
        return START_OF_THIS_PROCESS;
    }

    /** For people: one line. */
    @Override
    public String toString() {
        String line = "the " + plane + " is " + state.name().toLowerCase(Locale.ROOT);
        if (pid != 0) {
            line += ": process " + pid + ", since " + Instant.ofEpochMilli(started);
        }
        return stalledWorkers == 0 ? line : line + ", with " + stalledWorkers + " workers that stand still";
    }
}
