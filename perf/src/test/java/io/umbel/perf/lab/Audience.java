package io.umbel.perf.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Hosts that have all joined, and what they receive.
 *
 * @param receivers one a host
 * @param receptions what each has seen in the end
 */
record Audience(List<Receiver> receivers, List<Future<Reception>> receptions) {
    /** Has the hosts join, one after the other. */
    static Audience of(List<Host> hosts, Function<Host, Receiver> receiverOf) throws Exception {
        List<Receiver> receivers = new ArrayList<>();
        List<Future<Reception>> receptions = new ArrayList<>();
        for (Host host : hosts) {
            Receiver receiver = receiverOf.apply(host);
            receivers.add(receiver);
            receptions.add(host.start(receiver));
            assertTrue(receiver.awaitJoined());
        }
        return new Audience(receivers, receptions);
    }
}
