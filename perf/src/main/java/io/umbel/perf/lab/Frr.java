package io.umbel.perf.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** FRR, another IGMP router: its pimd and the zebra that it needs, in a namespace of the lab, with files in a directory of their own. */
public final class Frr implements AutoCloseable {
    /** Where Debian has the daemons. */
    private static final Path DAEMONS = Path.of("/usr/lib/frr");

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long GLANCE_MILLIS = 10;
    private static final JsonMapper JSON = new JsonMapper();

    /** How a process is started in the namespace. */
    @FunctionalInterface
    public interface Launcher {
        Process start(List<String> command) throws IOException;
    }

    private final Launcher launcher;
    private final Path directory;
    private final Process zebra;
    private final Process pimd;

    private Frr(Launcher launcher, Path directory, String pimdConfiguration) throws IOException, InterruptedException {
        this.launcher = launcher;
        this.directory = directory;
        Files.writeString(directory.resolve("zebra.conf"), "");
        Files.writeString(directory.resolve("pimd.conf"), pimdConfiguration);
        this.zebra = daemon("zebra");
        awaitSocket("zserv.api");
        this.pimd = daemon("pimd");
        awaitSocket("pimd.vty");
    }

    /**
     * Starts it, and returns when it can be asked.
     *
     * @param parent a directory, in which it makes its own
     * @param pimdConfiguration lines of pimd.conf
     * @throws IllegalStateException if it is not installed, or does not start
     */
    public static Frr start(Launcher launcher, Path parent, String pimdConfiguration)
            throws IOException, InterruptedException {
        if (!Files.isExecutable(DAEMONS.resolve("pimd"))) {
            throw new IllegalStateException("FRR is not installed (" + DAEMONS.resolve("pimd") + " is missing)");
        }
        Path directory = parent.resolve("frr");
        // Its daemons give up root's rights at once.
        run(List.of("chmod", "755", parent.toString()));
        run(List.of("install", "-d", "-o", "frr", "-g", "frr", directory.toString()));
        return new Frr(launcher, directory, pimdConfiguration);
    }

    /** Who it takes for the querier of the link. */
    public String querier(String link) throws IOException, InterruptedException {
        JsonNode interfaces = JSON.readTree(show("ip igmp interface json"));
        return interfaces.path(link).path("querierIp").asString("");
    }

    /** What {@code show} with these words says. */
    public String show(String what) throws IOException, InterruptedException {
        Process vtysh = launcher.start(
                List.of("vtysh", "--vty_socket", directory.toString(), "-d", "pimd", "-c", "show " + what));
        String said = new String(vtysh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (vtysh.waitFor() != 0) {
            throw new IllegalStateException("FRR did not answer show " + what + ": " + said.strip());
        }
        return said;
    }

    /** Ends it at once, without a word to anybody. */
    public void kill() throws InterruptedException {
        pimd.destroyForcibly().waitFor();
        zebra.destroyForcibly().waitFor();
    }

    private Process daemon(String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(DAEMONS.resolve(name).toString()));
        command.addAll(List.of("-i", directory.resolve(name + ".pid").toString()));
        command.addAll(List.of("-z", directory.resolve("zserv.api").toString()));
        command.addAll(List.of("--vty_socket", directory.toString()));
        command.addAll(List.of("-f", directory.resolve(name + ".conf").toString()));
        // No telnet.
        command.addAll(List.of("-P", "0"));
        return launcher.start(command);
    }

    private void awaitSocket(String name) throws InterruptedException {
        long begin = System.nanoTime();
        while (!Files.exists(directory.resolve(name))) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException("FRR does not start: no " + name);
            }
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("failed: " + String.join(" ", command));
        }
    }

    @Override
    public void close() {
        pimd.destroyForcibly();
        zebra.destroyForcibly();
    }
}
