package io.umbel.perf.rfc3918;

import io.umbel.perf.gen.GroupMembership;
import io.umbel.perf.gen.TestStream;
import io.umbel.perf.gen.Tester;
import io.umbel.perf.gen.TrialPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Joins of streams that flow already, one after the other, each of a group of its own (RFC 3918 section 6.1). */
final class JoinAttempts {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** So long the stream flows before it is joined: the device knows it, and that nobody wants it. */
    private static final long FLOWING_MILLIS = 100;

    private static final Tester.Sighting NOTHING = new Tester.Sighting(0, 0, 0, 0);

    private final Bench bench;
    private final int size;
    private final List<TestStream> beside;

    /** @param beside streams that flow all the time */
    JoinAttempts(Bench bench, int size, List<TestStream> beside) {
        this.bench = bench;
        this.size = size;
        this.beside = beside;
    }

    /** The group is at no other egress. */
    Delays methodA(int egress) throws InterruptedException {
        return attempts(egress, -1);
    }

    /** The group is at another egress already. */
    Delays methodB(int egress, int other) throws InterruptedException {
        return attempts(egress, other);
    }

    private Delays attempts(int egress, int other) throws InterruptedException {
        List<Tester.Sighting> seen = new ArrayList<>();
        for (int round = 0; round < bench.profile.joinRounds(); round++) {
            int group = bench.freshGroup();
            boolean prepared = other < 0 || bench.establish(List.of(group), other);
            seen.add(prepared ? attempt(group, egress, other) : NOTHING);
        }
        return Delays.ofJoins(seen);
    }

    private Tester.Sighting attempt(int group, int egress, int other) throws InterruptedException {
        GroupMembership membership = bench.membership(group);
        List<TestStream> streams = new ArrayList<>();
        streams.add(TestStream.of(bench.testbed.address(bench.testbed.ingress()), group, size, bench.profile.joinLoad())
                .sentBy(bench.testbed.ingress()));
        streams.addAll(beside);
        bench.tester.begin(new TrialPlan(streams, PATIENCE, Duration.ZERO, false));
        TimeUnit.MILLISECONDS.sleep(FLOWING_MILLIS);
        bench.tester.join(egress, List.of(membership));
        long begin = System.nanoTime();
        Tester.Sighting seen = bench.tester.sighting(egress, 0);
        while (seen.firstAt() == 0 && System.nanoTime() - begin < PATIENCE.toNanos()) {
            Tester.sleep();
            seen = bench.tester.sighting(egress, 0);
        }
        bench.tester.stop();
        bench.tester.finish();
        // Before the leave, whose time would take the place of the report's.
        seen = bench.tester.sighting(egress, 0);
        bench.tester.leave(egress, List.of(membership));
        if (other >= 0) {
            bench.tester.leave(other, List.of(membership));
        }
        return seen;
    }
}
