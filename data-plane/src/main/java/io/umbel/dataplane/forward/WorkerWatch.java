package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.Liveness;
import io.umbel.dataplane.fib.FibReader;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees which workers make no passes any more, and says so in the log. Costs the workers nothing. For one thread. */
final class WorkerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerWatch.class);

    private final List<FibReader> workers;
    private final NanoClock clock;
    private final long[] passes;
    private final long[] movedNs;
    private final boolean[] stalled;

    /** @param workers their views of the FIB, which count passes */
    WorkerWatch(List<FibReader> workers, NanoClock clock) {
        this.workers = workers;
        this.clock = clock;
        this.passes = new long[workers.size()];
        this.movedNs = new long[workers.size()];
        this.stalled = new boolean[workers.size()];
        Arrays.fill(movedNs, clock.nanoTime());
    }

    /** How many workers that poll have made no pass for {@link Liveness#SILENT_AFTER}. */
    int stalled() {
        int count = 0;
        for (int worker = 0; worker < passes.length; worker++) {
            look(worker);
            count += stalled[worker] ? 1 : 0;
        }
        return count;
    }

    private void look(int worker) {
        FibReader reader = workers.get(worker);
        long now = clock.nanoTime();
        if (reader.passes() != passes[worker] || !reader.online()) {
            passes[worker] = reader.passes();
            movedNs[worker] = now;
        }
        boolean stands = now - movedNs[worker] >= Liveness.SILENT_AFTER.toNanos();
        if (stands && !stalled[worker]) {
            LOG.warn("worker {} stands still: no pass for {} ms", worker, Liveness.SILENT_AFTER.toMillis());
        } else if (!stands && stalled[worker]) {
            LOG.info("worker {} goes on", worker);
        }
        stalled[worker] = stands;
    }
}
