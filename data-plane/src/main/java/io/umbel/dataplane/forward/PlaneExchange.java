package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.Injections;
import io.umbel.dataplane.contract.Punts;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.dataplane.contract.Upcalls;

/**
 * The rings between the planes, as the data plane has them open.
 *
 * @param upcalls what the data plane asks
 * @param punts frames for the control plane
 * @param injections what the control plane wants sent
 */
record PlaneExchange(Upcalls upcalls, Punts punts, Injections injections) implements AutoCloseable {
    /** @throws IllegalStateException with one sentence, if no control plane has made them */
    static PlaneExchange open(SharedDirectory directory) {
        return new PlaneExchange(Upcalls.open(directory), Punts.open(directory), Injections.open(directory));
    }

    @Override
    public void close() {
        upcalls.close();
        punts.close();
        injections.close();
    }
}
