package io.umbel.perf.bench;

import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A pass of the whole data plane on one thread: a burst of 32 frames of 60 octets of one stream from net_pcap, replicated to
 * net_null devices; time per frame.
 */
public class PassBenchmark extends PartBenchmark {
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
        busy.table().put(Streams.entry(0, 1, BusyDataPlane.sending(1, branches)));
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
