package io.umbel.perf.bench;

import io.umbel.dataplane.fib.Branch;
import io.umbel.dataplane.fib.Fib;
import java.util.List;
import java.util.stream.IntStream;

/** Entries of the streams of the benchmarks, in the FIB of one worker. */
final class Entries {
    static final int INCOMING = 1;

    private static final int MTU = 1500;

    private Entries() {}

    /** A FIB with the first so many streams, all with one list. */
    static Fib fib(int entries) {
        Fib fib = new Fib(1);
        List<Branch> branches = branches(4);
        for (int stream = 0; stream < entries; stream++) {
            fib.put(Streams.key(stream), INCOMING, branches);
            fib.advance();
        }
        return fib;
    }

    static List<Branch> branches(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(branch -> new Branch(INCOMING + branch, branch, branch, 0, MTU, false))
                .toList();
    }
}
