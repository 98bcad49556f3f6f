package io.umbel.perf.lab;

import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The appliance and IGMP messages that kernels do not send, made with scapy by {@code igmp_packets.py}. Whether a report was
 * believed shows in what is forwarded. East1's link requires Router Alert, that of east2 does not.
 */
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CraftedPacketsTest {
    private final AtomicInteger groups = new AtomicInteger();
    private LabAtWork lab;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        lab = new LabAtWork(directory)
                .appliance(usual ->
                        usual.replace("10.1.2.1/24, igmp: {}", "10.1.2.1/24, igmp: { require-router-alert: off }"));
    }

    @AfterEach
    void endStreams() {
        lab.endStreams();
    }

    @AfterAll
    void end() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "v3"})
    void aReportAsItShouldBeIsBelieved(String kind) throws Exception {
        assertBelieved(lab.east(1), kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v2 without router alert",
                "v3 without router alert",
                "v2 with TTL 2",
                "v3 with TTL 64",
                "v2 from another network",
                "v3 from another network",
                "v2 from nobody",
                "v3 with a wrong checksum",
                "v3 that announces more records",
                "v3 that announces more sources",
                "v3 with auxiliary data beyond its end",
                "v3 with a record of an unknown type",
                "v2 in a fragment",
                "v2 sent elsewhere",
                "v2 cut short",
                "v2 of an unknown type"
            })
    void aReportWithAFaultIsIgnored(String kind) throws Exception {
        Host host = lab.east(1);
        Stream stream = lab.stream(newGroup());
        Stream marker = lab.stream(newGroup());
        send(host, kind, group(stream), "v3", group(marker));
        // What comes second is acted upon: so the first has been looked at.
        lab.awaitFlow(host, marker);
        long before = lab.flow(host, marker).count();
        LabAtWork.await(() -> lab.flow(host, marker).count() > before + 20, () -> "the marker's stream ends");
        assertEquals(0, lab.flow(host, stream).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2 without router alert", "v3 without router alert"})
    void whereRouterAlertIsNotRequiredReportsWithoutItAreBelieved(String kind) throws Exception {
        assertBelieved(lab.east(2), kind);
    }

    /** Last, since the table of the first link is full afterwards. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aFloodOfRecordsFillsItsLinksTableAndNothingElse() throws Exception {
        Stream established = lab.stream("239.4.0.1");
        Host steady = lab.east(2);
        Receiver receiver =
                new Receiver(established, steady, Membership.ofGroup(established.group()), Attendance.MEANWHILE);
        Future<Reception> reception = steady.start(receiver);
        LabAtWork.await(() -> receiver.received() > 0, () -> "nothing comes to " + steady.name());

        send(lab.east(1), "flood", "239.100.0.0");
        Stream tooMany = lab.stream("239.4.0.2");
        lab.join(lab.east(1), tooMany);
        lab.join(lab.east(3), tooMany);
        lab.awaitFlow(lab.east(3), tooMany);
        Stream flooded = lab.stream("239.100.0.1");
        lab.awaitFlow(lab.east(1), flooded);
        assertEquals(0, lab.flow(lab.east(1), tooMany).count(), "a group beyond the limit");
        assertEquals(0, lab.flow(lab.east(3), flooded).count(), "of another link's flood");

        int received = receiver.received();
        LabAtWork.await(() -> receiver.received() > received, () -> "nothing comes any more");
        receiver.leave();
        assertEquals(0, reception.get().lost());
    }

    private void assertBelieved(Host host, String kind) throws Exception {
        Stream stream = lab.stream(newGroup());
        send(host, kind, group(stream));
        lab.awaitFlow(host, stream);
    }

    private void send(Host host, String... kindsAndGroups) throws Exception {
        Path script =
                Path.of(CraftedPacketsTest.class.getResource("igmp_packets.py").toURI());
        String[] command = new String[kindsAndGroups.length + 2];
        // Debian's own, which has scapy.
        command[0] = "/usr/bin/python3";
        command[1] = script.toString();
        System.arraycopy(kindsAndGroups, 0, command, 2, kindsAndGroups.length);
        assertTrue(lab.run(host, command).isEmpty());
    }

    private String newGroup() {
        return "239.3.0." + groups.incrementAndGet();
    }

    private static String group(Stream stream) {
        return Membership.ofGroup(stream.group()).toString();
    }
}
