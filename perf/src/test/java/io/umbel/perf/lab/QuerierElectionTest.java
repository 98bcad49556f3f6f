package io.umbel.perf.lab;

import io.umbel.dataplane.contract.Ipv4Address;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The appliance and FRR as IGMP routers on one link: the lower address is the querier (RFC 3376 section 6.6.2). Who asks when a
 * host leaves shows who that is.
 */
@LabTest
class QuerierElectionTest {
    private static final long TAKEOVER_TOLERANCE_NANOS = 2 * LabAtWork.SECOND;

    private LabAtWork lab;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        lab = new LabAtWork(directory);
    }

    @AfterEach
    void end() {
        lab.close();
    }

    @Test
    void aRouterWithAHigherAddressLoses(@TempDir Path directory) throws Exception {
        int own = Ipv4Address.parse("10.1.1.1");
        int interval = 3;
        try (Frr frr = otherRouter(directory, interval)) {
            lab.awaitMessage(lab.east(1), 0, message -> isGeneralQueryOf(message, other()));
            lab.appliance(usual -> usual);
            long began = lab.awaitMessage(lab.east(1), 0, message -> isGeneralQueryOf(message, own))
                    .atNanos();
            LabAtWork.await(() -> querier(frr).equals("10.1.1.1"), () -> "FRR's querier is " + querier(frr));
            assertEquals(
                    Set.of(own, other()), whoAsksWhenAHostLeaves(), "FRR asks too when a host leaves, querier or not");

            long heard = began + LabAtWork.SECOND / 2;
            long nextIfItWereQuerier = began + (interval + 1) * LabAtWork.SECOND;
            LabAtWork.await(() -> WallClock.nanos() > nextIfItWereQuerier, () -> "time stands still");
            assertEquals(
                    List.of(),
                    lab.messages(
                            lab.east(1),
                            heard,
                            message -> isGeneralQueryOf(message, other()) && message.atNanos() < nextIfItWereQuerier));
        }
    }

    @Test
    void aRouterWithALowerAddressWinsUntilItIsGone(@TempDir Path directory) throws Exception {
        int own = Ipv4Address.parse("10.1.1.100");
        int interval = 11;
        lab.appliance(usual -> usual.replace("10.1.1.1/24", "10.1.1.100/24"));
        lab.awaitMessage(lab.east(1), 0, message -> isGeneralQueryOf(message, own));
        try (Frr frr = otherRouter(directory, interval)) {
            lab.awaitMessage(lab.east(1), 0, message -> isGeneralQueryOf(message, other()));
            assertEquals("10.1.1.11", querier(frr));
            assertEquals(Set.of(other()), whoAsksWhenAHostLeaves());
            frr.kill();
        }
        long lastOfOther = lab.messages(lab.east(1), 0, message -> message.isQuery() && message.source() == other())
                .getLast()
                .atNanos();
        long takenOver = lab.awaitMessage(lab.east(1), lastOfOther, message -> isGeneralQueryOf(message, own))
                .atNanos();
        // RFC 3376 section 8.5: robustness, 2, times the querier's interval, and half of our response time, 10 s.
        long present = (2 * interval + 5) * LabAtWork.SECOND;
        long after = takenOver - lastOfOther;
        assertTrue(
                Math.abs(after - present) < TAKEOVER_TOLERANCE_NANOS,
                () -> "it took over after " + TimeUnit.NANOSECONDS.toMillis(after) + " ms");
        assertEquals(Set.of(own), whoAsksWhenAHostLeaves());
    }

    /** A host joins and leaves; the stream comes and stops. Returns who asked in between whether anybody wants it. */
    private Set<Integer> whoAsksWhenAHostLeaves() throws Exception {
        Host host = lab.east(1);
        Stream stream = lab.stream("239.5.1.1");
        Listener listener = lab.join(host, stream);
        lab.awaitFlow(host, stream);
        long left = lab.leave(host, listener, stream);
        lab.assertStopsAfterLastMemberTime(host, stream, left);
        lab.endStreams();
        return lab.messages(host, left, message -> message.asksFor(stream.group())).stream()
                .map(IgmpSighting::source)
                .collect(Collectors.toSet());
    }

    /** FRR on the link of the first receiver. Hosts are to respond to it within a second. */
    private Frr otherRouter(Path directory, int queryIntervalSeconds) throws Exception {
        Host host = lab.neighbour(1);
        // Response time in tenths of a second; before the interval, which must be longer.
        return Frr.start(command -> lab.lab().startOn(host, command.toArray(String[]::new)), directory, """
                interface eth0
                 ip igmp
                 ip igmp query-max-response-time 10
                 ip igmp query-interval %d
                """.formatted(
                        queryIntervalSeconds));
    }

    private int other() {
        return lab.neighbour(1).address();
    }

    private static boolean isGeneralQueryOf(IgmpSighting message, int router) {
        return message.isGeneralQuery() && message.source() == router;
    }

    private static String querier(Frr frr) {
        try {
            return frr.querier("eth0");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
