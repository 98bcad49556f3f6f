package io.umbel.dataplane.contract;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A second process with the class path and the flags of this one, which we talk to by lines. What it writes to its standard
 * error appears among the output of the tests.
 */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private final BufferedWriter input;

    private ChildJvm(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    public static ChildJvm start(Class<?> main, Object... arguments) throws IOException {
        return start(Path.of(System.getProperty("user.home")), main, arguments);
    }

    static ChildJvm start(Path home, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + System.getProperty("umbel.jvm.flags"),
                "-Xmx512m",
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("HOME", home.toString());
        return new ChildJvm(builder.start());
    }

    /** Waits for the next line of the child's standard output. */
    public String line() throws IOException {
        String line = lines.readLine();
        assertTrue(line != null, "the other process ended without a word");
        return line;
    }

    void tell(String line) throws IOException {
        input.write(line);
        input.newLine();
        input.flush();
    }

    /** Waits until it has ended by itself, and well. */
    void join() throws InterruptedException {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the other process does not end");
        assertEquals(0, process.exitValue());
    }

    long pid() {
        return process.pid();
    }

    long startedMillis() {
        return process.info().startInstant().orElseThrow().toEpochMilli();
    }

    /** Sends it a signal, by its name. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start();
        assertEquals(0, kill.waitFor());
    }

    /** As SIGKILL does: at once, wherever it is. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
