package io.umbel.perf.operate;

import io.umbel.perf.lab.UmbelProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code umbel demo --keep}, when it says that it stays up, and those who look at it: curl, {@code umbel show}, the kernel. */
final class KeptDemo implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("umbel.home"));
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final List<Process> started = new ArrayList<>();

    private KeptDemo(Process process) {
        this.process = process;
    }

    static KeptDemo start() throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(UmbelProcess.command(
                HOME, "demo", "--keep", "--seconds", "6", "--rate", "500", "--device", "af_packet"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        KeptDemo demo = new KeptDemo(process);
        StringBuilder output = new StringBuilder();
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            output.append(line).append('\n');
            if (line.strip().startsWith("in a browser")) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
                return demo;
            }
        }
        demo.close();
        throw new IllegalStateException("the demonstration ended and said:\n" + output);
    }

    Path socket() {
        return Path.of("/dev/shm/umbel-lab-" + process.pid(), "api.sock");
    }

    /** What curl gets from the API. */
    JsonNode curl(String path) throws Exception {
        return JSON.readTree(run("curl", "-sS", "--fail", "--unix-socket", socket().toString(), "http://umbel" + path));
    }

    /** What a command of the command line prints as JSON. */
    JsonNode show(String... what) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("show"));
        arguments.addAll(List.of(what));
        arguments.addAll(List.of("--json", "--socket", socket().toString()));
        return JSON.readTree(
                run(UmbelProcess.command(HOME, arguments.toArray(String[]::new)).toArray(String[]::new)));
    }

    /** What a command prints in one of the namespaces: the appliance's, the sender's or a receiver's. */
    String in(String namespace, String... command) throws Exception {
        return run(inNamespace(namespace, command));
    }

    /** Starts a host's program, which ends with the demonstration. */
    void startIn(String namespace, String... command) throws IOException {
        started.add(new ProcessBuilder(inNamespace(namespace, command)).start());
    }

    private String[] inNamespace(String namespace, String... command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", "umbel-" + process.pid() + "-" + namespace));
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    private static String run(String... command) throws Exception {
        Process run = new ProcessBuilder(command).start();
        String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(run.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (run.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + errors);
        }
        return output;
    }

    @Override
    public void close() {
        try {
            run("kill", "-INT", Long.toString(process.pid()));
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (Exception | AssertionError gone) {
            // It is ended below.
        }
        started.forEach(Process::destroyForcibly);
        process.destroyForcibly();
    }
}
