package io.umbel.dataplane.forward;

import java.time.Duration;

/**
 * How many packets a worker holds while an entry is in the making, and how often it asks.
 *
 * @param perStream packets of one source and group, 0 to hold none
 * @param total packets in all
 * @param streams sources and groups that are asked for at a time; so many upcalls at most in {@code askAgain}
 * @param hold how long a packet is held
 * @param askAgain how long a stream that got no entry is not asked for again
 */
public record HoldSettings(int perStream, int total, int streams, Duration hold, Duration askAgain) {
    /** 16 packets a stream, 4,096 in all, for 100 ms. */
    public static final HoldSettings DEFAULT =
            new HoldSettings(16, 4096, 8192, Duration.ofMillis(100), Duration.ofSeconds(1));

    /** What each of several workers may hold, so that all together hold no more than one would. */
    HoldSettings sharedBy(int workers) {
        int streamsOfOne = Math.max(1, Integer.highestOneBit(streams / workers));
        return new HoldSettings(perStream, total / workers, streamsOfOne, hold, askAgain);
    }

    public HoldSettings {
        if (Integer.bitCount(streams) != 1) {
            throw new IllegalArgumentException("streams is " + streams + "; allowed is a power of two");
        }
        if (hold.compareTo(askAgain) > 0) {
            throw new IllegalArgumentException("hold is " + hold + "; allowed is " + askAgain + " (askAgain) or less");
        }
    }
}
