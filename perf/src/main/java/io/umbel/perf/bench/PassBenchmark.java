package io.umbel.perf.bench;

import io.umbel.dataplane.contract.Mfe;
import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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

/**
 * A pass of the whole data plane on one thread: a burst of 32 frames of 60 octets of one stream from net_pcap, replicated to
 * net_null devices; time per frame.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(3)
public class PassBenchmark {
    private static final int BURST = 32;
    private static final int LENGTH = 60;
    private static final int POOL = 16_383;
    private static final int MEMORY_MIB = 256;

    @Param({"1", "4", "16"})
    public int branches;

    private Eal eal;
    private BusyDataPlane busy;

    @Setup
    public void open() throws IOException {
        eal = Eal.start(EalOptions.withoutHugePages(MEMORY_MIB));
        busy = new BusyDataPlane(1);
        Path capture = busy.writeCapture(0, 1, LENGTH);
        busy.table()
                .put(Mfe.builder(Streams.source(0), Streams.group(0))
                        .iif(1)
                        .oifs(IntStream.rangeClosed(2, 1 + branches).toArray())
                        .version(1)
                        .build());
        busy.openToStep(eal, List.of(capture), branches, POOL);
    }

    @TearDown
    public void close() throws IOException {
        busy.close();
        eal.close();
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public int pass() {
        return busy.step();
    }
}
