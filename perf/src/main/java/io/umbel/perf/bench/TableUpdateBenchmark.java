package io.umbel.perf.bench;

import io.umbel.dataplane.fib.Branch;
import io.umbel.dataplane.fib.Fib;
import java.util.List;
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

/** Changes of the FIB, entries in random order, no worker reading; time per change. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(3)
public class TableUpdateBenchmark {
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
        streams = Entries.inRandomOrder(entries, STREAMS);
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
        return Entries.key(streams[next]);
    }
}
