package io.umbel.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The commands that ask a running appliance, and a real one's answers. */
@Timeout(60)
class ShowCommandTest {
    @TempDir
    private static Path directory = Path.of("");

    private static Path socket = Path.of("");
    private static AutoCloseable appliance = () -> {};

    private final CommandLineSession session = new CommandLineSession();

    @BeforeAll
    static void startAppliance() throws IOException {
        ServedControlPlane started = new ServedControlPlane(directory);
        appliance = started;
        socket = started.socket();
    }

    @AfterAll
    static void stopAppliance() {
        CloseHelper.close(appliance);
    }

    /** Runs a command against the appliance; returns what it printed, with times all alike. */
    private String shown(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--socket", socket.toString()));
        assertEquals(0, session.umbel(arguments.toArray(String[]::new)), session::err);
        return session.out().replaceAll("\\d\\d:\\d\\d:\\d\\d", "hh:mm:ss");
    }

    @Test
    void mroutesAreShownAsRoutersDo_oneLineForEachOutgoingInterface() {
        assertEquals("""
                IP Multicast Routing Table
                Flags: C - Connected source, P - Pruned (nobody wants it)

                Source    Group      Flags  Input  In  Output  Out  Uptime    Expires
                10.0.1.2  239.1.1.1  C      west    0  east1     0  hh:mm:ss  hh:mm:ss
                                                       east2     0
                10.0.1.3  239.1.1.1  C      west    0  east1     0  hh:mm:ss  hh:mm:ss
                10.0.1.2  239.1.1.2  CP     west    0  -         -  hh:mm:ss  hh:mm:ss
                """, shown("show", "mroute"));
    }

    @Test
    void mroutesOfAGroupLeaveTheOthersOut() {
        assertFalse(shown("show", "mroute", "239.1.1.2").contains("239.1.1.1"));
    }

    @Test
    void mroutesOfAGroupAndSourceAreOne() {
        assertEquals(
                1,
                shown("show", "mroute", "239.1.1.1", "10.0.1.3")
                        .lines()
                        .filter(line -> line.startsWith("10."))
                        .count());
    }

    @Test
    void aPageSaysHowToGoOn() {
        String first = shown("show", "mroute", "--limit", "1");
        String command = first.lines().toList().getLast();
        assertEquals("more: the same with --after 239.1.1.1,10.0.1.2", command);
        assertTrue(shown("show", "mroute", "--limit", "1", "--after", "239.1.1.1,10.0.1.2")
                .contains("10.0.1.3"));
    }

    @Test
    void membershipsSayWhichProtocolAddedThem() {
        assertEquals("""
                Source    Group      Interface  Protocols
                10.0.1.2  239.1.1.1  east1      static
                10.0.1.2  239.1.1.1  east2      static
                10.0.1.3  239.1.1.1  east1      static
                """, shown("show", "memberships"));
    }

    @Test
    void igmpInterfacesSayWhoAsksAndHowOften() {
        assertEquals("""
                Interface  V  Querier  Querier IP  Other timer  Query s  Response s  Groups  Rejected
                east1      3  local    10.1.1.1    -              125.0        10.0       0         0
                east2      2  local    10.1.2.1    -              125.0        10.0       0         0
                """, shown("show", "igmp", "interfaces"));
    }

    @Test
    void interfacesSayWhoseTheyAre() {
        assertEquals("""
                Interface  Address      VLAN   MTU  Enabled  Owner   IGMP  In  Out  Discards  Too big
                west       10.0.1.1/24     -  1500  yes      static  no     0    0         0        0
                east1      10.1.1.1/24     -  1500  yes      static  yes    0    0         0        0
                east2      10.1.2.1/24    20  1500  yes      static  yes    0    0         0        0
                """, shown("show", "interfaces"));
    }

    @Test
    void noDropsAreSaidInWords() {
        assertEquals("nothing was dropped\n", shown("show", "drops"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mroute",
                "igmp groups",
                "igmp groups east1",
                "igmp interfaces",
                "interfaces",
                "ports",
                "protocols",
                "memberships",
                "drops --all",
                "statistics",
                "planes",
                "alarms",
                "log",
                "configuration"
            })
    void everythingIsThereForPeopleAndAsJson(String what) {
        String[] command = ("show " + what).split(" ");
        assertFalse(shown(command).isBlank());
        String[] asJson = ("show " + what + " --json").split(" ");
        String before = session.out();
        shown(asJson);
        assertTrue(new JsonMapper()
                .readTree(session.out().substring(before.length()))
                .isObject());
    }

    @Test
    void topSaysEveryStreamsRate() {
        assertTrue(shown("top", "-n", "1").startsWith("3 streams, 0 packets/s in, 0 packets/s out\n"));
    }

    @Test
    void whatTheApplianceRefusesIsAFailureInItsWords() {
        assertEquals(1, session.umbel("show", "mroute", "nonsense", "--socket", socket.toString()));
        assertTrue(session.err().startsWith("umbel: ") && session.err().contains("nonsense"), session::err);
        assertEquals(1, session.err().lines().count());
    }

    @Test
    void noApplianceIsAnExitStatusOfItsOwn() {
        Path nowhere = directory.resolve("nowhere.sock");
        assertEquals(3, session.umbel("show", "mroute", "--socket", nowhere.toString()));
        assertEquals(
                "umbel: no appliance answers at " + nowhere + "; start it, or name another with --socket or --url\n",
                session.err());
    }

    @Test
    void twoAppliancesAtOnceAreAWrongUse() {
        assertEquals(2, session.umbel("show", "mroute", "--socket", "/a", "--url", "http://127.0.0.1:1"));
    }
}
