package io.umbel.api.remote;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A program in Debian's Python, beside the code that its gRPC tools make of the {@code .proto}; what it prints, line by line. */
final class PythonProcess implements AutoCloseable {
    /** Debian's own, which has grpcio. */
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private static final Path PACKAGES = Path.of("/usr/lib/python3/dist-packages");
    private static final Path PROTO =
            Path.of(System.getProperty("umbel.home"), "control-plane/src/main/proto/umbel/mgm/v1");

    private final Process process;
    private final BufferedWriter input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private PythonProcess(Process process) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        // Reading a pipe holds on to a virtual thread's carrier, of which the machine has few.
        Thread.ofPlatform().daemon().start(this::read);
    }

    /** @param program its text */
    static PythonProcess start(Path directory, String program, String... arguments)
            throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(PACKAGES.resolve("grpc_tools")), "needs python3-grpcio and python3-grpc-tools");
        Path generated = directory.resolve("group_manager_pb2.py");
        if (!Files.exists(generated)) {
            assertEquals(
                    0,
                    run(
                                    directory,
                                    "-m",
                                    "grpc_tools.protoc",
                                    "-I" + PROTO,
                                    "--python_out=.",
                                    "--grpc_python_out=.",
                                    "group_manager.proto")
                            .waitFor());
        }
        Files.writeString(directory.resolve("program.py"), program);
        List<String> command = new ArrayList<>(List.of("program.py"));
        command.addAll(List.of(arguments));
        return new PythonProcess(run(directory, command.toArray(String[]::new)));
    }

    private static Process run(Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(String line) throws IOException {
        input.write(line);
        input.newLine();
        input.flush();
    }

    /** The next line it prints. */
    String next() throws InterruptedException {
        String line = lines.poll(20, TimeUnit.SECONDS);
        assertTrue(line != null, "the program prints a line within 20 s");
        return String.valueOf(line);
    }

    /** Sends it a signal, as in {@code KILL}. */
    void signal(String name) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }

    /** The status with which it ends by itself. */
    int exitStatus() throws InterruptedException {
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the program ends within 20 s");
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
