package io.umbel.perf.bench;

import io.umbel.dataplane.fib.Branch;
import io.umbel.dataplane.fib.Fib;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Entries of the streams of the benchmarks, in the FIB of one worker. */
final class Entries {
    static final int INCOMING = 1;

    private static final int MTU = 1500;

    /** The same order every time. */
    private static final long SEED = 1112;

    private Entries() {}

    /** A FIB with the first so many streams, all with one list. */
    static Fib fib(int entries) {
        Fib fib = new Fib(1);
        List<Branch> branches = branches(4);
        for (int stream = 0; stream < entries; stream++) {
            fib.put(key(stream), INCOMING, branches);
            fib.advance();
        }
        return fib;
    }

    static List<Branch> branches(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(branch -> new Branch(INCOMING + branch, branch, branch, 0, MTU, false))
                .toList();
    }

    /** Source and group, first octets most significant. */
    static long key(int stream) {
        return ((long) Streams.source(stream) << Integer.SIZE) | (Streams.group(stream) & 0xffff_ffffL);
    }

    /** So many numbers of streams, each as often as the others, in random order. */
    static int[] inRandomOrder(int entries, int count) {
        int[] streams = IntStream.range(0, count).map(i -> i % entries).toArray();
        Random random = new Random(SEED);
        for (int i = count - 1; i > 0; i--) {
            int place = random.nextInt(i + 1);
            int stream = streams[i];
            streams[i] = streams[place];
            streams[place] = stream;
        }
        return streams;
    }
}
