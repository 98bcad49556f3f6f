package io.umbel.perf.bench;

import io.umbel.dataplane.fib.Fib;
import io.umbel.dataplane.fib.ForwardingTable;
import io.umbel.dataplane.packet.Ipv4;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Streams looked up in the flat table, all of them in random order, bursts of 32; time per look-up. */
public class LookUpBenchmark extends PartBenchmark {
    private static final int BURST = 32;
    private static final int KEYS = 1 << 20;

    @Param({"1", "1000", "100000", "1000000"})
    public int entries;

    private Fib fib;
    private ForwardingTable table;
    private long[] keys;
    private int next;

    @Setup
    public void fill() {
        fib = Entries.fib(entries);
        table = fib.reader(0).table();
        keys = Arrays.stream(Streams.inRandomOrder(entries, KEYS))
                .mapToLong(stream -> Ipv4.streamRaw(Streams.source(stream), Streams.group(stream)))
                .toArray();
    }

    @TearDown
    public void free() {
        fib.close();
    }

    /** One after the other. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public long find() {
        long found = 0;
        for (int i = 0; i < BURST; i++) {
            found += table.find(keys[next + i]);
        }
        next = (next + BURST) & (KEYS - 1);
        return found;
    }

    /** Those of a burst are first had on their way from memory, as the packet loop does with a large table. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public long touchAndFind() {
        long found = 0;
        for (int i = 0; i < BURST; i++) {
            found += table.touch(keys[next + i]);
        }
        return found + find();
    }
}
