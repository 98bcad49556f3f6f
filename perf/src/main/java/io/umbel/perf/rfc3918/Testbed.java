package io.umbel.perf.rfc3918;

import io.umbel.perf.gen.Tester;
import java.util.List;
import java.util.Map;

/**
 * The tester and its ports around the device under test.
 *
 * @param ingress index of the port that sends
 * @param egress indices of those that receive, at least one; three or more for burdened tests
 * @param loop indices of two ports that are joined without a device between them; empty if there are none
 * @param setup what they are, for the report, in order
 */
public record Testbed(Tester tester, int ingress, List<Integer> egress, List<Integer> loop, Map<String, String> setup) {
    public Testbed {
        egress = List.copyOf(egress);
        loop = List.copyOf(loop);
    }

    /** The address from which a port sends its streams. */
    public int address(int port) {
        return tester.ports().get(port).address();
    }

    String name(int port) {
        return tester.ports().get(port).name();
    }

    int igmpVersion() {
        return tester.ports().get(egress.getFirst()).igmpVersion();
    }
}
