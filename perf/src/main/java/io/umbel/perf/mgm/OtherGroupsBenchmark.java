package io.umbel.perf.mgm;

import io.umbel.mgm.Ipv4;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * An interface joins, then leaves, a group with one MFE, while so many other groups have members and an MFE each: time
 * per call. The group is another one each time, of a hundred, so that the caches do not tell a fairy tale.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class OtherGroupsBenchmark {

    private static final int JOINED = 100;

    @Param({"100", "10000", "1000000"})
    public int otherGroups;

    private final LoadedManager manager = new LoadedManager();
    private final Ipv4[] joined = new Ipv4[JOINED];
    private int next;

    @Setup
    public void joinOthers() {
        int groups = otherGroups + JOINED;
        for (int n = 0; n < groups; n++) {
            manager.join(LoadedManager.group(n));
        }
        manager.packets(groups, groups);
        // Spread over the others.
        for (int n = 0; n < JOINED; n++) {
            joined[n] = LoadedManager.group((int) ((long) n * groups / JOINED));
        }
    }

    @Benchmark
    @OperationsPerInvocation(2)
    public void joinAndLeave() {
        Ipv4 group = joined[next];
        next = (next + 1) % JOINED;
        manager.joinOneMore(group);
        manager.leaveOneMore(group);
    }
}
