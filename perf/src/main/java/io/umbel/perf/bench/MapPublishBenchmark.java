package io.umbel.perf.bench;

import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.SharedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** An entry written into the shared map, and the change feed told of it, entries in random order; time per entry. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(3)
public class MapPublishBenchmark {
    private static final int STREAMS = 1 << 20;

    @Param({"1000", "100000"})
    public int entries;

    private Path work;
    private SharedDirectory directory;
    private MfeTable table;
    private MfeChanges.Publisher changes;
    private int[] streams;
    private int next;

    @Setup
    public void create() throws IOException {
        work = Files.createTempDirectory(Path.of("/dev/shm"), "umbel-parts");
        directory = new SharedDirectory(work.resolve("shared")).create();
        table = MfeTable.createOrRecover(directory, entries);
        changes = MfeChanges.publisher(directory);
        streams = Entries.inRandomOrder(entries, STREAMS);
    }

    @TearDown
    public void remove() throws IOException {
        changes.close();
        table.close();
        directory.remove();
        Files.delete(work);
    }

    @Benchmark
    public long publish() {
        next = (next + 1) & (STREAMS - 1);
        int stream = streams[next];
        Mfe mfe = Mfe.builder(Streams.source(stream), Streams.group(stream))
                .iif(Entries.INCOMING)
                .oifs(2, 3 + (next & 1))
                .version(1)
                .build();
        table.put(mfe);
        changes.put(mfe.key(), 1);
        return mfe.key();
    }
}
