package io.umbel.perf.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A program that, once it has said that it is ready, measures itself for a moment for each line that it is sent, and answers
 * with a line. Between its turns all of it is stopped, so that two of them on one machine don't get in each other's way, and
 * what the machine gives can be asked of both within one moment. For one thread.
 */
final class TurnTaker implements AutoCloseable {
    /** What it says when it is warm. */
    static final String READY = "ready";

    private static final long PATIENCE_SECONDS = 900;

    private final String name;
    private final Process process;
    private final Path errors;
    private final BufferedReader answers;
    private final Writer requests;

    /**
     * @param name as it is called in an error
     * @param process just started
     * @param errors its standard error
     */
    TurnTaker(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /**
     * Waits until it is warm, and stops it until its first turn.
     *
     * @throws IllegalStateException in one sentence, if it fails
     */
    TurnTaker awaitReady() throws IOException, InterruptedException {
        // Others, such as DPDK, may have something to say before.
        String line = nextLine();
        while (!line.equals(READY)) {
            line = nextLine();
        }
        signal("STOP");
        return this;
    }

    /**
     * Has it measure itself.
     *
     * @throws IllegalStateException in one sentence, if it fails, or answers something else
     */
    Measured turn() throws IOException, InterruptedException {
        begin();
        return end();
    }

    /** The beginning of a {@link #turn}, for those that several programs have at the same time. */
    void begin() throws IOException, InterruptedException {
        signal("CONT");
        try {
            requests.write("measure\n");
            requests.flush();
        } catch (IOException noReader) {
            throw failure(noReader);
        }
    }

    /** The end of a {@link #turn} that has begun. */
    Measured end() throws IOException, InterruptedException {
        String answer = nextLine();
        signal("STOP");
        return Measured.parse(name, answer);
    }

    long pid() {
        return process.pid();
    }

    private String nextLine() throws IOException, InterruptedException {
        try {
            String line = CompletableFuture.supplyAsync(this::read).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line.isEmpty()) {
                throw failure(null);
            }
            return line.strip();
        } catch (TimeoutException e) {
            throw new IllegalStateException(name + " said nothing for " + PATIENCE_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + " cannot be read: " + e.getCause(), e);
        }
    }

    /** A line with its end, or nothing at the end of all. */
    private String read() {
        try {
            String line = answers.readLine();
            return line == null ? "" : line + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("bash", "-c", "kill -" + signal + " " + process.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private IllegalStateException failure(@Nullable Exception cause) throws IOException, InterruptedException {
        process.waitFor();
        return new IllegalStateException(
                MeasuredProcess.failure(name, process.exitValue(), Files.readString(errors)), cause);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
