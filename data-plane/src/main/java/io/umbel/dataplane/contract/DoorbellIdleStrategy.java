package io.umbel.dataplane.contract;

import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;

/**
 * For an agent that has nothing to do: naps a few times, in case there is more to come, then sleeps until its {@link Doorbell}
 * rings. What comes while it naps waits for the nap's end, and costs whoever writes it no system call, which is most of what a
 * single message costs both.
 */
public final class DoorbellIdleStrategy implements IdleStrategy {
    private static final long NAP_NS = 50_000;

    private final Doorbell doorbell;
    private final int naps;
    private int napped;

    /** @param naps so many times 50 µs after the last work it needs no ring */
    public DoorbellIdleStrategy(Doorbell doorbell, int naps) {
        this.doorbell = doorbell;
        this.naps = naps;
    }

    @Override
    public void idle(int workCount) {
        if (workCount > 0) {
            reset();
        } else {
            idle();
        }
    }

    @Override
    public void idle() {
        if (napped < naps) {
            napped++;
            LockSupport.parkNanos(NAP_NS);
        } else if (doorbell.isExpected()) {
            doorbell.await();
        } else {
            doorbell.expect();
        }
    }

    @Override
    public void reset() {
        napped = 0;
        if (doorbell.isExpected()) {
            doorbell.answer();
        }
    }

    @Override
    public String alias() {
        return "doorbell";
    }
}
