package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Upcalls;
import io.umbel.dataplane.packet.Ipv4;
import org.agrona.concurrent.NanoClock;

/**
 * Tells the control plane of packets on a wrong interface: once a second for a stream and interface as a rule, and never more
 * than {@value #LIMIT} times a second in all. For one worker.
 */
final class WrongInterfaceReports {
    static final int LIMIT = 1000;

    private static final long INTERVAL_NS = 1_000_000_000;

    /** What was told of lately: each place remembers the stream last told of whose hash it is. */
    private static final int PLACES = 1024;

    private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;
    private static final int HASH_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(PLACES);

    private final Upcalls upcalls;
    private final WorkerCounters counters;
    private final NanoClock clock;
    private final long[] told = new long[PLACES];
    private final long[] toldAtNs = new long[PLACES];
    private long secondNs;
    private int inThisSecond;

    WrongInterfaceReports(Upcalls upcalls, WorkerCounters counters, NanoClock clock) {
        this.upcalls = upcalls;
        this.counters = counters;
        this.clock = clock;
        this.secondNs = clock.nanoTime();
    }

    /**
     * Tells of a packet, unless that was done lately.
     *
     * @param key source and group as they lie side by side in the header
     */
    void report(long key, long ip, int contiguous, int incoming) {
        long now = clock.nanoTime();
        long streamAndInterface = (key * GOLDEN_RATIO) ^ incoming;
        int place = (int) ((streamAndInterface * GOLDEN_RATIO) >>> HASH_SHIFT);
        if ((told[place] == streamAndInterface && now - toldAtNs[place] < INTERVAL_NS) || !allowed(now)) {
            counters.count(ExchangeCounter.UPCALL_LIMITED);
        } else if (upcalls.wrongInterface(Ipv4.source(ip), Ipv4.destination(ip), incoming, ip, contiguous)) {
            told[place] = streamAndInterface;
            toldAtNs[place] = now;
            counters.count(ExchangeCounter.WRONG_INTERFACE);
        } else {
            counters.count(ExchangeCounter.UPCALL_RING_FULL);
        }
    }

    private boolean allowed(long now) {
        if (now - secondNs >= INTERVAL_NS) {
            secondNs = now;
            inThisSecond = 0;
        }
        return inThisSecond++ < LIMIT;
    }
}
