package io.umbel.perf.mgm;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One more interface joins, then leaves, a group with 100,000 MFEs, all of which get and lose a branch: time per call.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GroupJoinBenchmark {

    private static final int MFES = 100_000;

    private final LoadedManager manager = new LoadedManager();

    @Setup
    public void makeMfes() {
        manager.join(LoadedManager.group(0));
        manager.packets(MFES, 1);
    }

    @Benchmark
    @OperationsPerInvocation(2)
    public void joinAndLeave() {
        manager.joinOneMore(LoadedManager.group(0));
        manager.leaveOneMore(LoadedManager.group(0));
    }
}
