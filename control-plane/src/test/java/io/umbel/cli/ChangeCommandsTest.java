package io.umbel.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The commands that change a running appliance, and what it does then. */
@Timeout(60)
class ChangeCommandsTest {
    @TempDir
    private Path directory = Path.of("");

    private ServedControlPlane appliance;

    @BeforeEach
    void start() throws IOException {
        appliance = new ServedControlPlane(directory);
    }

    @AfterEach
    void stop() {
        appliance.close();
    }

    /** Runs a command against the appliance. */
    private CommandLineSession run(int status, String... command) {
        CommandLineSession session = new CommandLineSession();
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--socket", appliance.socket().toString()));
        assertEquals(status, session.umbel(arguments.toArray(String[]::new)), session::err);
        return session;
    }

    private String memberships(String group) {
        return run(0, "show", "memberships", group).out();
    }

    @Test
    void aJoinIsAMembership() {
        assertEquals(
                "east1 has joined 239.5.5.5\n",
                run(0, "join", "239.5.5.5", "-i", "east1").out());
        assertEquals("""
                Source  Group      Interface  Protocols
                *       239.5.5.5  east1      igmp
                """, memberships("239.5.5.5"));
    }

    @Test
    void aJoinFromASourceIsOfThatSourceAlone() {
        run(0, "join", "239.5.5.5", "-i", "east1", "--source", "10.0.1.9");
        assertTrue(memberships("239.5.5.5").contains("10.0.1.9  239.5.5.5  east1"));
    }

    @Test
    void aLeaveTakesItBack() {
        run(0, "join", "239.5.5.5", "-i", "east1");
        assertEquals(
                "east1 has left 239.5.5.5\n",
                run(0, "leave", "239.5.5.5", "-i", "east1").out());
        assertFalse(memberships("239.5.5.5").contains("239.5.5.5"));
    }

    @Test
    void aJoinWithoutIgmpIsRefusedInASentence() {
        String err = run(1, "join", "239.5.5.5", "-i", "west").err();
        assertTrue(err.startsWith("umbel: ") && err.contains("west"), err);
        assertEquals(1, err.lines().count());
    }

    @Test
    void aClearSaysHowManyEntriesWent() {
        assertEquals(
                "entries of 239.1.1.1 removed: 2\n",
                run(0, "clear", "mroute", "239.1.1.1").out());
    }

    @Test
    void aReloadOfTheSameFileChangesNothing() {
        assertEquals("nothing has changed\n", run(0, "reload").out());
    }

    @Test
    void aReloadTakesWhatIsNew() throws IOException {
        appliance.configure(ServedControlPlane.CONFIGURATION
                + "  - { source: 10.0.1.4, group: 239.1.1.4, iif: west, oifs: [east1] }\n");
        assertTrue(run(0, "reload").out().startsWith("changed: "));
        assertTrue(memberships("239.1.1.4").contains("10.0.1.4  239.1.1.4  east1      static"));
    }

    @Test
    void aReloadOfWhatIsNotAllowedChangesNothing() throws IOException {
        appliance.configure(ServedControlPlane.CONFIGURATION
                .replace("oifs: [east1, east2]", "oifs: []")
                .replace("vlan: 20", "vlan: 4095"));
        String err = run(1, "reload").err();
        assertTrue(err.contains("vlan is '4095'; allowed is 1 to 4094"), err);
        assertTrue(memberships("239.1.1.1").contains("east2"));
    }

    @Test
    void aDisabledInterfaceForwardsNothingUntilItIsEnabled() {
        assertEquals("east1 is disabled\n", run(0, "disable", "east1").out());
        assertEquals("east1 is already disabled\n", run(0, "disable", "east1").out());
        assertFalse(run(0, "show", "mroute").out().contains("east1"));
        assertEquals("east1 is enabled\n", run(0, "enable", "east1").out());
        assertTrue(run(0, "show", "mroute").out().contains("east1"));
    }

    @Test
    void anInterfaceThatIsNotThereIsNotDisabled() {
        assertTrue(run(1, "disable", "east9").err().contains("there is no interface 'east9'"));
    }

    @Test
    void aLogLevelHoldsAtOnce() {
        assertEquals(
                "io.umbel.nothing logs debug\n",
                run(0, "log", "debug", "--logger", "io.umbel.nothing").out());
        assertTrue(run(0, "show", "log").out().matches("(?s).*io\\.umbel\\.nothing +debug.*"));
        assertTrue(run(2, "log", "loud").err().contains("loud"));
    }

    @Test
    void eventsSayWhatHappened() {
        run(0, "join", "239.5.5.5", "-i", "east1");
        String events = run(0, "events", "--type", "membership-added").out();
        assertTrue(
                events.lines().anyMatch(line -> line.contains("membership-added") && line.contains("239.5.5.5")),
                events);
    }

    @Test
    void followedEventsAreThoseToCome_asTheApiHasThem() {
        run(0, "join", "239.5.5.5", "-i", "east1");
        Thread joins = Thread.ofVirtual().start(() -> {
            for (int i = 1; i < 200 && !Thread.currentThread().isInterrupted(); i++) {
                run(0, "join", "239.6.6." + i, "-i", "east1");
            }
        });
        String event = run(0, "events", "--follow", "--type", "membership-added", "-n", "1", "--json")
                .out();
        joins.interrupt();
        assertTrue(event.startsWith("{") && event.contains("239.6.6."), event);
    }

    @Test
    void whereNothingIsWrongAlarmsSaySo() {
        assertEquals("nothing is wrong\n", run(0, "show", "alarms").out());
    }
}
