package io.umbel.dataplane.forward;

import io.umbel.dpdk.RxQueue;
import java.util.List;

/** A receive queue as a worker polls it: its port, and which interface a frame with which tag came in on. */
final class WorkerPort {
    private static final int VLAN_IDS = 4096;

    private final int number;
    private final RxQueue queue;
    private final short[] indexByVlanId = new short[VLAN_IDS];

    /** @param interfaces those of all ports; only this port's count */
    WorkerPort(int number, RxQueue queue, List<ForwardingInterface> interfaces) {
        this.number = number;
        this.queue = queue;
        for (ForwardingInterface each : interfaces) {
            if (each.port() == number) {
                indexByVlanId[each.vlanId()] = (short) each.index();
            }
        }
    }

    /** The port's number among the data plane's ports. */
    int number() {
        return number;
    }

    RxQueue queue() {
        return queue;
    }

    /** Index of the interface of a VLAN id, 0 being that of untagged and of priority-tagged frames; 0 if there is none. */
    int interfaceOf(int vlanId) {
        return indexByVlanId[vlanId];
    }
}
