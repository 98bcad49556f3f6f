package io.umbel.perf.mgm;

import java.util.concurrent.TimeUnit;
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

/** A million MFEs with four outgoing interfaces each, from nothing, time per MFE. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx3g", "-Xms3g"})
public class MfeCreationBenchmark {

    private static final int MFES = 1_000_000;

    /** Few groups with many sources each, or a group for every MFE. */
    @Param({"1000", "1000000"})
    public int groups;

    private LoadedManager manager = new LoadedManager();

    @Setup(Level.Iteration)
    public void joinGroups() {
        manager = new LoadedManager();
        for (int n = 0; n < groups; n++) {
            manager.join(LoadedManager.group(n));
        }
    }

    /** So that there are never two full ones. */
    @TearDown(Level.Iteration)
    public void forget() {
        manager = new LoadedManager();
    }

    @Benchmark
    @OperationsPerInvocation(MFES)
    public Object aMillionFirstPackets() {
        manager.packets(MFES, groups);
        return manager;
    }
}
