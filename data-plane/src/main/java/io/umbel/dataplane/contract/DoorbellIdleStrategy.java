package io.umbel.dataplane.contract;

import org.agrona.concurrent.IdleStrategy;

/** For an agent that has nothing to do: looks for work a little longer, then sleeps until its {@link Doorbell} rings. */
public final class DoorbellIdleStrategy implements IdleStrategy {
    private final Doorbell doorbell;
    private final int spins;
    private int spun;

    /** @param spins so many duty cycles without work before it sleeps */
    public DoorbellIdleStrategy(Doorbell doorbell, int spins) {
        this.doorbell = doorbell;
        this.spins = spins;
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
        if (spun < spins) {
            spun++;
            Thread.onSpinWait();
        } else if (doorbell.isExpected()) {
            doorbell.await();
        } else {
            doorbell.expect();
        }
    }

    @Override
    public void reset() {
        spun = 0;
        if (doorbell.isExpected()) {
            doorbell.answer();
        }
    }

    @Override
    public String alias() {
        return "doorbell";
    }
}
