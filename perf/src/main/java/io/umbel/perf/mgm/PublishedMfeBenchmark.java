package io.umbel.perf.mgm;

import io.umbel.controlplane.EntryCounts;
import io.umbel.controlplane.MfePublisher;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.SharedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A million MFEs from their first packets to the shared table and its change feed, time per MFE. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx3g", "-Xms3g"})
public class PublishedMfeBenchmark {
    private static final int MFES = 1_000_000;

    /** Upcalls in a duty cycle of the control plane's thread, after which it publishes. */
    private static final int DUTY_CYCLE = 256;

    @Param("1000")
    public int groups;

    private final SharedDirectory directory = new SharedDirectory(Path.of("/dev/shm/umbel-benchmark"));
    private Published state;

    private record Published(
            MfeTable table,
            MfeChanges.Publisher changes,
            EntryCounts counts,
            MfePublisher publisher,
            LoadedManager manager)
            implements AutoCloseable {
        @Override
        public void close() {
            counts.close();
            changes.close();
            table.close();
        }
    }

    @Setup(Level.Iteration)
    public void joinGroups() throws IOException {
        Files.createDirectories(directory.path());
        directory.remove();
        directory.create();
        MfeTable table = MfeTable.createOrRecover(directory, MFES);
        MfeChanges.Publisher changes = MfeChanges.publisher(directory);
        EntryCounts counts = new EntryCounts(directory, SystemNanoClock.INSTANCE);
        MfePublisher publisher = new MfePublisher(table, changes, counts, InstantSource.system(), _ -> false);
        state = new Published(table, changes, counts, publisher, new LoadedManager(publisher));
        for (int n = 0; n < groups; n++) {
            state.manager.join(LoadedManager.group(n));
        }
    }

    @TearDown(Level.Iteration)
    public void remove() {
        state.close();
        directory.remove();
    }

    @Benchmark
    @OperationsPerInvocation(MFES)
    public Object aMillionFirstPacketsPublished() {
        for (int n = 0; n < MFES; n++) {
            state.manager.packet(LoadedManager.source(n / groups), LoadedManager.group(n % groups));
            if (n % DUTY_CYCLE == 0) {
                state.publisher.flush();
            }
        }
        return state.publisher.flush();
    }
}
