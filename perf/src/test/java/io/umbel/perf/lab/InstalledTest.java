package io.umbel.perf.lab;

import io.umbel.dataplane.contract.Ipv4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What an operator does with the Debian package, on a machine where it is really installed. */
@LabTest
class InstalledTest {
    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("umbel.home")));
    private static final String CONFIGURATION = "/etc/umbel/umbel.yaml";
    private static final int RATE = 1000;
    private static final int ALL_SYSTEMS = Ipv4Address.parse("224.0.0.1");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** A group in /proc/net/igmp, octets in the machine's order, on a line of its own. */
    private static final Pattern KERNELS_GROUP = Pattern.compile("\\s+([0-9A-F]{8})\\s.*");

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path scratch = Path.of("");

    private static InstalledMachine machine;
    private static Lab lab;

    private final List<Appliance> planes = new ArrayList<>();

    @BeforeAll
    static void install() throws Exception {
        machine = InstalledMachine.install(scratch);
        lab = Lab.build(HOME);
    }

    @AfterAll
    static void takeDown() {
        machine.close();
        lab.close();
    }

    @AfterEach
    void stopPlanes() {
        planes.forEach(Appliance::close);
    }

    @Test
    void theConfigurationThatIsInstalledIsAllowed() throws Exception {
        String said = machine.succeed("umbel", "config", "check", "/usr/share/doc/umbel/examples/umbel.yaml");
        assertTrue(said.contains(": allowed; interfaces 2, "), said);
    }

    @Test
    void everyCommandHasAManualPage() throws Exception {
        String said = machine.succeed("man", "--warnings", "umbel-show-mroute");
        assertTrue(said.contains("umbel show mroute"), said);
    }

    @Test
    void systemdFindsNothingWrongWithTheUnits() throws Exception {
        assertEquals("", machine.succeed("systemd-analyze", "verify", "umbel-control.service", "umbel-data.service"));
    }

    @Test
    void unitsForwardAsAUserThatIsNotRoot_andARestartOfTheControlPlaneLosesNothing() throws Exception {
        machine.write(CONFIGURATION, configuration());
        machine.succeed("umbel", "config", "check", CONFIGURATION);
        Appliance control = start("umbel-control");
        Appliance data = start("umbel-data");
        for (Appliance plane : List.of(control, data)) {
            assertEquals("umbel", userOf(plane));
        }
        StreamInProgress stream = new StreamInProgress();
        stream.awaitMore();
        awaitAgreementWithTheKernels();
        assertEquals(0, control.stop(), control::output);
        start("umbel-control");
        awaitAgreementWithTheKernels();
        stream.awaitMore();
        for (Reception seen : stream.end()) {
            assertEquals(0, seen.lost(), seen::toString);
        }
        assertEquals(0, data.stop(), data::output);
    }

    @Test
    void theConfigurationIsEditedReloadedAndRolledBackWhileAStreamFlows_withoutLoss() throws Exception {
        String before = configuration();
        String edited = before.replace(
                "address: 10.1.3.1/24, igmp: {} }",
                "address: 10.1.3.1/24, igmp: { static-group: [{ group: 239.9.9.9 }] } }");
        machine.write(CONFIGURATION, before);
        start("umbel-control");
        start("umbel-data");
        StreamInProgress stream = new StreamInProgress();
        stream.awaitMore();

        machine.write(CONFIGURATION, edited.replace("10.1.3.1/24", "10.1.3.1/33"));
        InstalledMachine.Outcome refused = machine.reload("umbel-control");
        assertEquals(1, refused.status(), refused::said);
        assertTrue(refused.said().contains("'10.1.3.1/33'"), refused::said);

        machine.write(CONFIGURATION, edited);
        InstalledMachine.Outcome changed = machine.reload("umbel-control");
        assertEquals(0, changed.status(), changed::said);
        assertTrue(memberships("239.9.9.9").contains("east3"), changed::said);
        stream.awaitMore();
        String events = machine.succeed("umbel", "events", "--type", "configuration-reloaded,membership-added");
        assertTrue(events.contains("configuration-reloaded") && events.contains("239.9.9.9"), events);

        machine.write(CONFIGURATION, before);
        assertEquals(0, machine.reload("umbel-control").status());
        assertFalse(memberships("239.9.9.9").contains("east3"));
        stream.awaitMore();
        for (Reception seen : stream.end()) {
            assertEquals(0, seen.lost(), seen::toString);
        }
    }

    private static String memberships(String group) throws Exception {
        return machine.succeed("umbel", "show", "memberships", group);
    }

    /** The demonstration's, for what AF_PACKET needs is what the unit gives. */
    private static String configuration() throws Exception {
        return Files.readString(HOME.resolve("dpdk-scripts/igmp-af_packet.yaml"))
                .replaceFirst("shared-dir: .*", "shared-dir: /run/umbel");
    }

    private Appliance start(String unit) throws Exception {
        Appliance started = machine.start(lab, unit);
        planes.add(started);
        return started;
    }

    private static String userOf(Appliance plane) throws Exception {
        return machine.succeed("ps", "-o", "user=", "-p", Long.toString(plane.pid()))
                .strip();
    }

    /** {@code show igmp groups} says of every link what the kernels of the hosts there say. */
    private static void awaitAgreementWithTheKernels() throws Exception {
        Set<String> kernels = joinedByTheKernels();
        awaitUntil(() -> joinedByTheAppliance().equals(kernels));
        assertEquals(kernels, joinedByTheAppliance());
    }

    /** Asks the machine until it says so, but not for ever: whether it did is for the assertion that follows. */
    private static void awaitUntil(Callable<Boolean> said) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!said.call() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static Set<String> joinedByTheAppliance() throws Exception {
        JsonNode links = JSON.readTree(machine.succeed("umbel", "show", "igmp", "groups", "--json"));
        Set<String> joined = new TreeSet<>();
        links.propertyStream()
                .forEach(link -> link.getValue()
                        .path("items")
                        .forEach(group -> joined.add(link.getKey() + " "
                                + group.path("group-address").asString())));
        return joined;
    }

    private static Set<String> joinedByTheKernels() throws Exception {
        Set<String> joined = new TreeSet<>();
        for (Host host : lab.receivers()) {
            Process cat = lab.startOn(host, "cat", "/proc/net/igmp");
            try (var lines = cat.inputReader()) {
                lines.lines()
                        .map(KERNELS_GROUP::matcher)
                        .filter(Matcher::matches)
                        .map(line -> Integer.reverseBytes(Integer.parseUnsignedInt(line.group(1), 16)))
                        .filter(group -> group != ALL_SYSTEMS)
                        .forEach(group -> joined.add(host.name() + " " + Ipv4Address.format(group)));
            }
        }
        return joined;
    }

    /** A stream that all receivers have joined, from when it comes. */
    private static final class StreamInProgress {
        private final List<Receiver> receivers = new ArrayList<>();
        private final List<Future<Reception>> receptions = new ArrayList<>();
        private final Sender sender;
        private final Future<Integer> sending;

        StreamInProgress() throws Exception {
            awaitEntry();
            Stream stream = Stream.of(RATE * 1000, RATE, 100);
            for (Host host : lab.receivers()) {
                Receiver receiver =
                        new Receiver(stream, host, Membership.ofGroup(stream.group()), Attendance.MEANWHILE);
                receivers.add(receiver);
                receptions.add(host.start(receiver));
                assertTrue(receiver.awaitJoined());
            }
            sender = new Sender(stream, lab.sender().address());
            sending = lab.sender().start(sender);
        }

        /**
         * One datagram that nobody wants yet, so that the stream has its entry when it comes. A sender that is late sends all
         * that is due at once, and of a new stream no more are held than so many.
         */
        private static void awaitEntry() throws Exception {
            Stream first = Stream.of(1, RATE, 100);
            lab.sender().start(new Sender(first, lab.sender().address())).get();
            String group = Ipv4Address.format(first.group());
            awaitUntil(() -> entries().contains(group));
            assertTrue(entries().contains(group), group);
        }

        private static String entries() throws Exception {
            return machine.succeed("umbel", "show", "mroute");
        }

        /** Every receiver gets what is sent from now on. */
        void awaitMore() throws InterruptedException {
            for (Receiver receiver : receivers) {
                int before = receiver.received();
                AppliedLab.awaitUntil(() -> receiver.received() > before);
                assertTrue(receiver.received() > before, receiver.host().name());
            }
        }

        List<Reception> end() throws Exception {
            sender.finish();
            sending.get();
            // As in the demonstration: time for the last datagrams to arrive.
            TimeUnit.MILLISECONDS.sleep(500);
            receivers.forEach(Receiver::finish);
            List<Reception> seen = new ArrayList<>();
            for (Future<Reception> reception : receptions) {
                seen.add(reception.get());
            }
            return seen;
        }
    }
}
