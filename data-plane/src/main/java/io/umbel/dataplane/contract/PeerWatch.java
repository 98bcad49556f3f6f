package io.umbel.dataplane.contract;

import io.umbel.dataplane.contract.Liveness.State;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the other plane lives, and says in the log when that changes: gone, back, or another process. A plane in the
 * same process is not watched. For one thread.
 */
public final class PeerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** What follows from a change. */
    @FunctionalInterface
    public interface Listener {
        /**
         * The other plane is in another state, or another process.
         *
         * @param lost whether a process ended without saying so, or stands still, and may have left locks
         */
        void onChange(Liveness now, boolean lost);
    }

    private final SharedDirectory directory;
    private final NanoClock clock;
    private final Listener listener;
    private Liveness seen;
    private long nextNs;

    /** @param peer the other plane */
    public PeerWatch(SharedDirectory directory, Plane peer, NanoClock clock, Listener listener) {
        this.directory = directory;
        this.clock = clock;
        this.listener = listener;
        this.seen = new Liveness(peer, State.ABSENT, 0, 0, 0);
        this.nextNs = clock.nanoTime();
    }

    /** To be called in every duty cycle; looks every 100 ms. Returns 1 if it did, or else 0. */
    public int poll() {
        long now = clock.nanoTime();
        if (now - nextNs < 0) {
            return 0;
        }
        nextNs = now + INTERVAL_NS;
        Liveness before = seen;
        seen = look(now);
        if (!seen.isOfThisProcess() && (seen.state() != before.state() || !seen.isSameProcess(before))) {
            report(before);
        }
        return 1;
    }

    private Liveness look(long now) {
        try {
            return Liveness.of(directory, seen.plane(), now);
        } catch (IllegalStateException notReadable) {
            return new Liveness(seen.plane(), State.ABSENT, 0, 0, 0);
        }
    }

    private void report(Liveness before) {
        boolean other = before.pid() != 0 && !seen.isSameProcess(before);
        boolean lost = before.state() == State.ALIVE && (seen.state() == State.SILENT || other);
        switch (seen.state()) {
            case ALIVE ->
                LOG.info(
                        "the {} is {}: process {}{}",
                        seen.plane(),
                        before.pid() == 0 ? "there" : "back",
                        seen.pid(),
                        other ? ", before " + before.pid() : "");
            case SILENT ->
                LOG.warn(
                        "the {} is gone, or stands still: process {} gave no sign of life for {} ms",
                        seen.plane(),
                        seen.pid(),
                        Liveness.SILENT_AFTER.toMillis());
            case STOPPED -> LOG.info("the {} has stopped: process {}", seen.plane(), seen.pid());
            case ABSENT -> LOG.info("the {} has taken its files away", seen.plane());
        }
        listener.onChange(seen, lost);
    }
}
