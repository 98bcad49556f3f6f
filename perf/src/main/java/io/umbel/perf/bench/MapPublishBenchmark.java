package io.umbel.perf.bench;

import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.SharedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** An entry written into the shared map, and the change feed told of it, entries in random order; time per entry. */
public class MapPublishBenchmark extends PartBenchmark {
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
        streams = Streams.inRandomOrder(entries, STREAMS);
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
        Mfe mfe = Streams.entry(streams[next], Entries.INCOMING, 2, 3 + (next & 1));
        table.put(mfe);
        changes.put(mfe.key(), mfe.version());
        return mfe.key();
    }
}
