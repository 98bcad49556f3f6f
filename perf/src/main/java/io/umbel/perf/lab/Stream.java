package io.umbel.perf.lab;

import io.umbel.dataplane.contract.Ipv4Address;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A stream that a host of the lab sends.
 *
 * @param run tells this run's datagrams from any others
 * @param group the host group it is sent to
 * @param port the UDP port
 * @param count how many datagrams
 * @param rate how many a second
 * @param payload octets of UDP payload in each
 */
record Stream(long run, int group, int port, int count, int rate, int payload) {
    private static final int GROUP = Ipv4Address.parse("239.1.1.1");
    private static final int PORT = 5000;

    /** A stream of a new run. */
    static Stream of(int count, int rate, int payload) {
        return to(GROUP, PORT, count, rate, payload);
    }

    /** A stream of a new run to another group. */
    static Stream to(int group, int port, int count, int rate, int payload) {
        return new Stream(ThreadLocalRandom.current().nextLong(), group, port, count, rate, payload);
    }
}
