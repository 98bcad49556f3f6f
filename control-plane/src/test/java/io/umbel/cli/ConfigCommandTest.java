package io.umbel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ConfigCommandTest {
    @TempDir
    private Path directory = Path.of("");

    private Path file = Path.of("");

    private final CommandLineSession session = new CommandLineSession();

    @BeforeEach
    void name() {
        file = directory.resolve("umbel.yaml");
    }

    @Test
    void whatAStartWouldTakeIsAllowed() throws IOException {
        Files.writeString(file, """
                interfaces:
                  - { name: west, device: "net_null0", address: 10.0.1.1/24 }
                  - { name: red, device: "net_null1", vlan: 20, address: 10.1.1.1/24, igmp: {} }
                  - { name: blue, device: "net_null1", vlan: 30, address: 10.1.2.1/24, igmp: {} }
                static-mroutes:
                  - { source: 10.0.1.2, group: 239.1.1.1, iif: west, oifs: [red] }
                """);
        assertEquals(0, session.umbel("config", "check", file.toString()));
        assertEquals(
                file + ": allowed; interfaces 3, with IGMP 2, devices 2, routes 0, static mroutes 1\n", session.out());
    }

    @Test
    void whatAStartWouldRefuseIsRefusedInTheSameSentence() throws IOException {
        Files.writeString(file, """
                interfaces:
                  - { name: west, device: "net_null0", address: 10.0.1.1/24, vlan: 4095 }
                """);
        assertEquals(2, session.umbel("config", "check", file.toString()));
        assertEquals(
                "umbel: " + file + ", line 2: interfaces[1].vlan is '4095'; allowed is 1 to 4094\n", session.err());
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertEquals(2, session.umbel("config", "check", file.toString()));
        assertTrue(session.err().contains(file.toString()), session::err);
    }

    @Test
    void configAloneSaysWhatItNeeds() {
        assertEquals(2, session.umbel("config"));
        assertEquals("umbel: config needs a command: check\numbel: see umbel config --help\n", session.err());
    }
}
