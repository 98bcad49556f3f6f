package io.umbel.controlplane;

import io.umbel.mgm.Callback;
import io.umbel.mgm.CallbackSupervisor;
import io.umbel.mgm.ProtocolId;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Watches the callbacks of protocol clients: one that throws, and one that has not returned in time, are reported with the
 * client's name. A thread of its own looks, since the one that called back may never return.
 */
final class CallbackWatch implements CallbackSupervisor, AutoCloseable {
    private record Running(ProtocolId client, Callback callback, long sinceNs) {}

    private final NanoClock clock;
    private final long allowedNs;
    private final Consumer<String> reports;
    private final ScheduledExecutorService watch;
    private volatile @Nullable Running running;
    private @Nullable Running reported;

    /**
     * @param allowedMs how long a callback may take before it is reported
     * @param reports gets a sentence for each callback that failed or takes too long
     */
    CallbackWatch(NanoClock clock, int allowedMs, Consumer<String> reports) {
        this.clock = clock;
        this.reports = reports;
        this.allowedNs = TimeUnit.MILLISECONDS.toNanos(allowedMs);
        this.watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("umbel-callback-watch").factory());
        long intervalMs = Math.max(1, allowedMs / 4);
        var _ = watch.scheduleAtFixedRate(this::look, intervalMs, intervalMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run(ProtocolId client, Callback callback, Runnable body) {
        Running outer = running;
        running = new Running(client, callback, clock.nanoTime());
        try {
            body.run();
        } finally {
            running = outer;
        }
    }

    @Override
    public void failed(ProtocolId client, Callback callback, Throwable thrown) {
        reports.accept("protocol " + client + ": its " + callback + " callback failed: " + thrown);
    }

    /** Reports the callback that is running, once, if it has been for too long. */
    private void look() {
        Running now = running;
        if (now != null && !now.equals(reported) && clock.nanoTime() - now.sinceNs > allowedNs) {
            reported = now;
            reports.accept("protocol " + now.client + ": its " + now.callback + " callback has not returned for "
                    + TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - now.sinceNs)
                    + " ms; the group manager waits for it");
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
