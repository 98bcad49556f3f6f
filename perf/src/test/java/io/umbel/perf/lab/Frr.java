package io.umbel.perf.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Another IGMP router: FRR's pimd and the zebra that it needs, on a host of the lab, in a directory of their own. */
final class Frr implements AutoCloseable {
    private static final String LINK = "eth0";
    private static final String DAEMONS = "/usr/lib/frr/";
    private static final JsonMapper JSON = new JsonMapper();

    private final Lab lab;
    private final Host host;
    private final Path directory;
    private final Process zebra;
    private final Process pimd;

    private Frr(Lab lab, Host host, Path directory, int queryIntervalSeconds) throws Exception {
        this.lab = lab;
        this.host = host;
        this.directory = directory;
        Files.writeString(directory.resolve("zebra.conf"), "");
        // Response time in tenths of a second; before the interval, which must be longer.
        Files.writeString(directory.resolve("pimd.conf"), """
                interface %s
                 ip igmp
                 ip igmp query-max-response-time 10
                 ip igmp query-interval %d
                """.formatted(LINK, queryIntervalSeconds));
        this.zebra = daemon("zebra");
        awaitSocket("zserv.api");
        this.pimd = daemon("pimd");
        awaitSocket("pimd.vty");
    }

    /** Starts it, as querier of the host's link until it hears of another. Hosts are to respond to it within a second. */
    static Frr start(Lab lab, Host host, Path parent, int queryIntervalSeconds) throws Exception {
        Path directory = parent.resolve("frr");
        // Its daemons give up root's rights at once.
        run(List.of("chmod", "755", parent.toString()));
        run(List.of("install", "-d", "-o", "frr", "-g", "frr", directory.toString()));
        return new Frr(lab, host, directory, queryIntervalSeconds);
    }

    /** Who it takes for the querier of the link. */
    String querier() throws IOException, InterruptedException {
        Process vtysh = lab.startOn(
                host, "vtysh", "--vty_socket", directory.toString(), "-d", "pimd", "-c", "show ip igmp interface json");
        String said = new String(vtysh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, vtysh.waitFor(), said);
        JsonNode interfaces = JSON.readTree(said);
        return interfaces.path(LINK).path("querierIp").asString("");
    }

    /** Ends it at once, without a word to anybody. */
    void kill() throws InterruptedException {
        pimd.destroyForcibly().waitFor();
        zebra.destroyForcibly().waitFor();
    }

    private Process daemon(String name) throws IOException {
        return lab.startOn(
                host,
                DAEMONS + name,
                "-i",
                directory.resolve(name + ".pid").toString(),
                "-z",
                directory.resolve("zserv.api").toString(),
                "--vty_socket",
                directory.toString(),
                "-f",
                directory.resolve(name + ".conf").toString(),
                // No telnet.
                "-P",
                "0");
    }

    private void awaitSocket(String name) {
        LabAtWork.await(() -> Files.exists(directory.resolve(name)), () -> "FRR does not start: no " + name);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), command::toString);
    }

    @Override
    public void close() {
        pimd.destroyForcibly();
        zebra.destroyForcibly();
    }
}
