package io.umbel.perf.lab;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * This machine once more, with Umbel's Debian package installed: all that dpkg and its scripts write goes into a layer of memory
 * over the machine's own root, which vanishes with the last process in it. Services run as their units say: command, user,
 * capabilities, directory. For one thread.
 */
final class InstalledMachine implements AutoCloseable {
    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("umbel.home")));
    private static final String SHARED = "/run/umbel";

    /** Mounts the layer, tells where, and keeps it until killed. */
    private static final String KEEPER = """
            set -e
            base=$1
            mount -t tmpfs none "$base"
            mkdir "$base/upper" "$base/work" "$base/root"
            mount -t overlay overlay -o "lowerdir=/,upperdir=$base/upper,workdir=$base/work" "$base/root"
            cd "$base/root"
            for api in dev proc sys; do mount --rbind "/$api" "$api"; done
            mount -t tmpfs none run
            cp "$2" run/umbel.deb
            echo mounted
            exec sleep infinity
            """;

    /** What a command printed, on both its outputs, and its exit status. */
    record Outcome(int status, String said) {}

    private final Path base;
    private final Process keeper;

    private InstalledMachine(Path base, Process keeper) {
        this.base = base;
        this.keeper = keeper;
    }

    /**
     * Makes the package and installs it.
     *
     * @param scratch a directory for the package and the layer
     */
    static InstalledMachine install(Path scratch) throws Exception {
        String debian = makePackage(scratch);
        Path base = Files.createDirectory(scratch.resolve("layer"));
        Process keeper = new ProcessBuilder(
                        "setpriv",
                        "--pdeathsig",
                        "KILL",
                        "unshare",
                        "--mount",
                        "bash",
                        "-c",
                        KEEPER,
                        "keeper",
                        base.toString(),
                        debian)
                .redirectErrorStream(true)
                .start();
        assertEquals("mounted", keeper.inputReader().readLine());
        InstalledMachine machine = new InstalledMachine(base, keeper);
        Outcome installed = machine.run("dpkg", "--install", "/run/umbel.deb");
        assertEquals(0, installed.status(), installed::said);
        return machine;
    }

    private static String makePackage(Path scratch) throws Exception {
        Path libraries = Files.createDirectory(scratch.resolve("lib"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar") && !entry.endsWith("-tests.jar")) {
                Files.copy(jar, libraries.resolve(jar.getFileName()));
            }
        }
        Process build = new ProcessBuilder(
                        HOME.resolve("dpdk-scripts/package/build").toString(),
                        libraries.toString(),
                        scratch.resolve("dist").toString())
                .redirectErrorStream(true)
                .start();
        String said = said(build);
        assertEquals(0, build.waitFor(), said);
        return said.lines().filter(line -> line.endsWith(".deb")).findFirst().orElseThrow();
    }

    /** Runs a command as root and waits for its end. */
    Outcome run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(inside(List.of(command)))
                .redirectErrorStream(true)
                .start();
        String said = said(process);
        return new Outcome(process.waitFor(), said);
    }

    /** Runs a command that is expected to succeed; returns what it printed. */
    String succeed(String... command) throws IOException, InterruptedException {
        Outcome outcome = run(command);
        assertEquals(0, outcome.status(), () -> String.join(" ", command) + ": " + outcome.said());
        return outcome.said();
    }

    /** Puts a file there, with the owner and mode that it has if it is there already. */
    void write(String file, String content) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(inside(List.of("tee", file))).start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(content);
        }
        assertEquals(0, process.waitFor());
    }

    String read(String file) throws IOException, InterruptedException {
        return succeed("cat", file);
    }

    /** Starts a service in the appliance's place of the lab, as systemd would, and waits until it is ready. */
    Appliance start(Lab lab, String unit) throws Exception {
        Map<String, String> service = service(unit);
        String user = service.getOrDefault("User", "root");
        String group = service.getOrDefault("Group", "root");
        succeed("install", "-d", "-o", user, "-g", group, "-m", "0700", SHARED);
        String bounds = capabilities(service.getOrDefault("CapabilityBoundingSet", ""));
        String ambient = capabilities(service.getOrDefault("AmbientCapabilities", ""));
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid", user, "--regid", group));
        command.addAll(List.of("--clear-groups", "--no-new-privs", "--bounding-set", bounds));
        command.addAll(List.of("--inh-caps", ambient, "--ambient-caps", ambient));
        command.addAll(List.of("env", "-i", "PATH=/usr/bin:/bin"));
        command.addAll(List.of(service.getOrDefault("ExecStart", "").split(" ", -1)));
        Appliance started = Appliance.await(lab.startInAppliance(inside(command)));
        assertTrue(started.isReady(), started::output);
        return started;
    }

    /** Has a service read its configuration again, as {@code systemctl reload} does. */
    Outcome reload(String unit) throws Exception {
        return run(service(unit).getOrDefault("ExecReload", "").split(" ", -1));
    }

    /** The settings of a unit's service; of several of one name, the last. */
    private Map<String, String> service(String unit) throws IOException, InterruptedException {
        return read("/lib/systemd/system/" + unit + ".service")
                .lines()
                .filter(line -> line.matches("[A-Z]\\w+=.*"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (_, later) -> later));
    }

    /** As setpriv wants them: none but these. */
    private static String capabilities(String names) {
        return Arrays.stream(names.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(name -> ",+" + name.replace("CAP_", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("", "-all", ""));
    }

    private List<String> inside(List<String> command) {
        List<String> inside = new ArrayList<>(List.of("nsenter", "--mount=/proc/" + keeper.pid() + "/ns/mnt"));
        inside.addAll(List.of("chroot", base.resolve("root").toString()));
        inside.addAll(command);
        return inside;
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        keeper.destroyForcibly();
    }
}
