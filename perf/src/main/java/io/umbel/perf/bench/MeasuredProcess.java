package io.umbel.perf.bench;

import io.umbel.perf.lab.UmbelProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs programs in a directory for what they leave. However this process ends, the programs don't outlive it, nor, unless it is
 * by SIGKILL, does the directory. Nor do the programs outlive the thread that starts them.
 */
final class MeasuredProcess implements AutoCloseable {
    private static final Path IN_MEMORY = Path.of("/dev/shm");
    private static final File NOTHING = new File("/dev/null");
    private static final long PATIENCE_SECONDS = 900;

    /** The kernel sees to it: a program that is stopped sees nothing. */
    private static final List<String> ENDING_WITH_ITS_STARTER = List.of("setpriv", "--pdeathsig", "KILL");

    private final Path directory;
    private final Thread cleaner = new Thread(this::clean, "measured-process");
    private final Set<Process> running = new HashSet<>();
    private int started;
    private boolean ended;

    /** Makes the directory, in memory if that can be had, so that nothing waits for a disk. */
    MeasuredProcess() throws IOException {
        this.directory = Files.isWritable(IN_MEMORY)
                ? Files.createTempDirectory(IN_MEMORY, "umbel-compare")
                : Files.createTempDirectory("umbel-compare");
        Runtime.getRuntime().addShutdownHook(cleaner);
    }

    /** The directory, which is removed in the end with all that is in it. */
    Path directory() {
        return directory;
    }

    /**
     * The command of a process of this program that leaves what it leaves, even if it is killed, in the directory.
     *
     * @param home Umbel's directory
     * @param arguments those of {@code umbel}
     */
    List<String> umbel(Path home, String... arguments) {
        List<String> command = new ArrayList<>(UmbelProcess.command(home, arguments));
        command.add(1, "-Djava.io.tmpdir=" + directory);
        return command;
    }

    /**
     * Runs a program to its end.
     *
     * @param name as it is called in an error
     * @return its standard output
     * @throws IllegalStateException in one sentence, if it fails or doesn't end
     * @throws InterruptedException if this process is ending
     */
    String run(String name, List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Path errors = errors();
        Process process = start(new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile()));
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " did not end within " + PATIENCE_SECONDS + " s");
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        if (isEnded()) {
            throw new InterruptedException("interrupted");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(failure(name, process.exitValue(), Files.readString(errors)));
        }
        return Files.readString(output);
    }

    /** Starts a program that is measured by turns; the caller ends it. */
    TurnTaker start(String name, List<String> command) throws IOException, InterruptedException {
        Path errors = errors();
        return new TurnTaker(name, start(new ProcessBuilder(command).redirectError(errors.toFile())), errors);
    }

    /** What to say of a program that failed, in one sentence. */
    static String failure(String name, int status, String errors) {
        return name + " failed with exit status " + status + ": "
                + errors.strip().replaceAll("\\s*\n\\s*", "; ");
    }

    private synchronized Path errors() {
        return directory.resolve("errors" + started++);
    }

    private synchronized Process start(ProcessBuilder builder) throws IOException, InterruptedException {
        if (ended) {
            throw new InterruptedException("interrupted");
        }
        List<String> command = new ArrayList<>(ENDING_WITH_ITS_STARTER);
        command.addAll(builder.command());
        Process process = builder.command(command).start();
        running.removeIf(each -> !each.isAlive());
        running.add(process);
        return process;
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    private synchronized void clean() {
        if (ended) {
            return;
        }
        ended = true;
        for (Process process : running) {
            process.destroyForcibly().onExit().join();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(MeasuredProcess::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path, e);
        }
    }

    @Override
    public void close() {
        clean();
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException endingAlready) {
            // The hook finds nothing to do.
        }
    }
}
