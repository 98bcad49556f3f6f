package io.umbel.perf.bench;

import io.umbel.dataplane.fib.Branch;
import io.umbel.dataplane.fib.Fib;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Changes of the FIB, entries in random order, no worker reading; time per change. */
public class TableUpdateBenchmark extends PartBenchmark {
    private static final int STREAMS = 1 << 20;

    @Param({"1000", "100000"})
    public int entries;

    private final List<Branch> one = Entries.branches(3);
    private final List<Branch> other = Entries.branches(4);
    private Fib fib;
    private int[] streams;
    private int next;

    @Setup
    public void fill() {
        fib = Entries.fib(entries);
        streams = Streams.inRandomOrder(entries, STREAMS);
    }

    @TearDown
    public void free() {
        fib.close();
    }

    /** An entry gets another list, of two that others have too. */
    @Benchmark
    public int replace() {
        fib.put(nextKey(), Entries.INCOMING, (next & 1) == 0 ? one : other);
        return fib.advance();
    }

    /** An entry is removed and added again. */
    @Benchmark
    public int removeAndAdd() {
        long key = nextKey();
        fib.remove(key);
        fib.put(key, Entries.INCOMING, other);
        return fib.advance();
    }

    private long nextKey() {
        next = (next + 1) & (STREAMS - 1);
        return Streams.key(streams[next]);
    }
}
