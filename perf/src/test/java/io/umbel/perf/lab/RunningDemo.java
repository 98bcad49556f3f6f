package io.umbel.perf.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A {@code umbel demo} in a process of its own, and what can be seen of it from outside. */
final class RunningDemo implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("umbel.home"));
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;

    private RunningDemo(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().start(this::readOutput);
    }

    static RunningDemo start(String... options) throws IOException {
        return start(List.of(), options);
    }

    /** As a user without rights, but for those to read what root may read: the classes. */
    static RunningDemo startAsNobody(String... options) throws IOException {
        return start(List.of("unshare", "--user", "--map-user=65534"), options);
    }

    private static RunningDemo start(List<String> wrapper, String... options) throws IOException {
        // Whoever runs the tests in the background of a shell has them, and what they start, ignore SIGINT.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(wrapper);
        command.addAll(UmbelProcess.command(HOME, "demo"));
        command.addAll(List.of(options));
        return new RunningDemo(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    String output() {
        return String.join("\n", List.copyOf(output));
    }

    /** Waits for its end. */
    int exitStatus() throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("the demo does not end: " + output());
        }
        reader.join();
        return process.exitValue();
    }

    /** Waits until it has printed that. */
    void awaitLine(String part) throws Exception {
        await(() -> output().contains(part), "'" + part + "'");
    }

    /** Waits until the first of its namespaces is there. */
    void awaitNamespace() throws Exception {
        await(() -> !namespaces().isEmpty(), "a namespace");
    }

    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Its appliance, if that runs. It has the shared directory among its arguments, and outlives its parent if it must. */
    List<ProcessHandle> appliance() {
        return ProcessHandle.allProcesses()
                .filter(candidate ->
                        arguments(candidate).contains(sharedDirectory().toString()))
                .toList();
    }

    /** As the kernel has them: Java leaves out what is longer than a page, as a class path is. */
    private static List<String> arguments(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .split("\0", -1));
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** Its network namespaces. */
    List<String> namespaces() {
        try (Stream<Path> namespaces = Files.list(Path.of("/run/netns"))) {
            return namespaces
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("umbel-" + process.pid() + "-"))
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    Path sharedDirectory() {
        return Path.of("/dev/shm/umbel-lab-" + process.pid());
    }

    /** Waits until {@code umbel show}, as the demonstration says to call it, shows that. */
    void awaitShown(String what, String part) throws Exception {
        Path socket = sharedDirectory().resolve("api.sock");
        awaitLine("./umbel show mroute --socket " + socket);
        await(() -> shown(what, socket).contains(part), "'" + part + "' in show " + what);
    }

    private static String shown(String what, Path socket) {
        try {
            Process show =
                    new ProcessBuilder(UmbelProcess.command(HOME, "show", what, "--socket", socket.toString())).start();
            try (var lines = show.inputReader()) {
                return String.join("\n", lines.lines().toList());
            }
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void await(BooleanSupplier condition, String what) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new TimeoutException("waited for " + what + ", and saw: " + output());
            }
            Thread.sleep(5);
        }
    }

    private void readOutput() {
        try (var lines = process.inputReader()) {
            lines.lines().forEach(output::add);
        } catch (IOException e) {
            output.add(e.toString());
        }
    }

    @Override
    public void close() {
        appliance().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
