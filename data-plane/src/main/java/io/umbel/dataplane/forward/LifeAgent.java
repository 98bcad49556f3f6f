package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.Heartbeat;
import io.umbel.dataplane.contract.PeerWatch;
import org.agrona.concurrent.Agent;

/** Shows that the data plane lives, and sees whether the control plane does. */
final class LifeAgent implements Agent {
    private final Heartbeat heartbeat;
    private final WorkerWatch workers;
    private final PeerWatch controlPlane;

    LifeAgent(Heartbeat heartbeat, WorkerWatch workers, PeerWatch controlPlane) {
        this.heartbeat = heartbeat;
        this.workers = workers;
        this.controlPlane = controlPlane;
    }

    @Override
    public int doWork() {
        return heartbeat.beat(workers.stalled()) + controlPlane.poll();
    }

    @Override
    public String roleName() {
        return "umbel-life";
    }
}
