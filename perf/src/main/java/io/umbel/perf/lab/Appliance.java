package io.umbel.perf.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The appliance under demonstration: {@code umbel run} as a process of its own, in its namespace of the lab. */
public final class Appliance implements AutoCloseable {
    /** How {@code umbel run} begins the line that says it forwards. */
    private static final String READY = "ready: ";

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch readyOrGone = new CountDownLatch(1);
    private final Thread reader;
    private volatile boolean ready;

    private Appliance(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::readOutput);
    }

    /**
     * Starts it and waits until it forwards. {@link #isReady} says whether it does.
     *
     * @param options more options of {@code umbel run}
     */
    public static Appliance start(Lab lab, Path home, Path configuration, String... options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "-c",
                configuration.toString(),
                "--shared-dir",
                lab.sharedDirectory().toString()));
        arguments.addAll(List.of(options));
        return await(lab.startInAppliance(UmbelProcess.command(home, arguments.toArray(String[]::new))));
    }

    /** Waits until a process of {@code umbel run} forwards, or has ended. */
    static Appliance await(Process process) throws InterruptedException {
        Appliance appliance = new Appliance(process);
        if (!appliance.readyOrGone.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            appliance.process.destroyForcibly();
        }
        return appliance;
    }

    public boolean isReady() {
        return ready;
    }

    /** The id of its process. */
    long pid() {
        return process.pid();
    }

    /** What it printed, whole. */
    public String output() {
        return String.join("\n", List.copyOf(output));
    }

    /** The last thing it printed: why it ended, if it did. */
    public String lastWords() {
        return output.isEmpty() ? "nothing" : output.getLast();
    }

    /** Asks it to end, as Ctrl-C does, and returns its exit status: 0 only if every mbuf was returned. */
    public int stop() throws InterruptedException {
        // Not Process.destroy, which would close the stream of its last words.
        process.toHandle().destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        reader.join();
        return process.exitValue();
    }

    /** Ends it at once, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private void readOutput() {
        try (var lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.startsWith(READY)) {
                    ready = true;
                    readyOrGone.countDown();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            readyOrGone.countDown();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
