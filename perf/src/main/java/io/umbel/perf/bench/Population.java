package io.umbel.perf.bench;

import io.umbel.dataplane.contract.Mfe;
import java.util.stream.IntStream;

/**
 * The entries of a table that changes under load. Interface 1 receives the streams whose entries stay and get other outgoing
 * lists, interface 2 as many whose entries go and come again, and nobody sends what ten times as many entries are for.
 *
 * <p>An entry that stays has one of two lists, which have no interface in common; the lists of the others have none in common
 * with these either. So what each interface counts says by which list it was sent.
 *
 * @param forwarded entries that stay, and as many that go and come
 * @param branches of each list, but that of the entries for which nothing is sent, which has one
 */
record Population(int forwarded, int branches) {
    static final int MAX_FORWARDED = 50_000;
    static final int MAX_BRANCHES = 8;

    /** Frames of the two kinds of streams differ in length, so that octets show as well what was sent where. */
    static final int STAYING_FRAME = 60;

    static final int PASSING_FRAME = 124;

    /** Interfaces that receive. */
    static final int RECEIVING = 2;

    int idle() {
        return 10 * forwarded;
    }

    int streams() {
        return 2 * forwarded + idle();
    }

    /** Frames of the two captures. */
    int frames() {
        return 2 * Streams.frames(forwarded);
    }

    int outgoing() {
        return 3 * branches + 1;
    }

    /** The first list of the entries that stay. */
    int[] one() {
        return list(0, branches);
    }

    /** The second. */
    int[] other() {
        return list(branches, branches);
    }

    /** The list of entries for which nothing is sent. */
    int[] unused() {
        return list(2 * branches, 1);
    }

    /** The list of entries that go and come. Last, because it is always at work. */
    int[] passing() {
        return list(2 * branches + 1, branches);
    }

    private static int[] list(int after, int length) {
        return IntStream.range(0, length)
                .map(branch -> RECEIVING + 1 + after + branch)
                .toArray();
    }

    static int firstStaying() {
        return 0;
    }

    int firstPassing() {
        return forwarded;
    }

    int firstIdle() {
        return 2 * forwarded;
    }

    /** An entry of that stream; its counters are the record of the stream's number. */
    Mfe entry(int stream, int[] oifs, long version) {
        return Mfe.builder(Streams.source(stream), Streams.group(stream))
                .iif(stream < firstPassing() ? 1 : 2)
                .oifs(oifs)
                .counters(stream)
                .version(version)
                .build();
    }
}
