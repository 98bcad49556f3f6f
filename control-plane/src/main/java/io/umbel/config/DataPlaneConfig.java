package io.umbel.config;

import java.time.Duration;

/**
 * How the packet loop runs.
 *
 * @param workers how many threads poll.
 * @param idle what a worker does when there is nothing to do.
 * @param hugePages whether the memory of packets is in huge pages.
 * @param hold what becomes of the first packets of a stream, whose entry is in the making.
 */
public record DataPlaneConfig(int workers, Idle idle, HugePages hugePages, Hold hold) {
    /** What holds when the file says nothing. */
    public static final DataPlaneConfig DEFAULT = new DataPlaneConfig(1, Idle.BACKOFF, HugePages.AUTO, Hold.DEFAULT);

    /**
     * How many packets are held until there is an entry, and how often it is asked for.
     *
     * @param packetsAStream packets of one source and group; 0 to hold none.
     * @param packets packets in all.
     * @param streams sources and groups that are asked for at a time, a power of two.
     * @param time how long a packet is held, at most {@code askAgain}.
     * @param askAgain how long a stream that got no entry is not asked for again.
     */
    public record Hold(int packetsAStream, int packets, int streams, Duration time, Duration askAgain) {
        /** What holds when the file says nothing. */
        public static final Hold DEFAULT = new Hold(16, 4096, 8192, Duration.ofMillis(100), Duration.ofSeconds(1));
    }

    /** What a worker does when there is nothing to do. */
    public enum Idle {
        /** Polls on: the lowest latency, for a whole core. */
        BUSY,
        /** Polls on for a while, then sleeps for a little at a time. */
        BACKOFF
    }

    /** Whether the memory of packets is in huge pages. */
    public enum HugePages {
        /** If there are any. */
        AUTO,
        /** The appliance does not start without. */
        ON,
        /** Never: devices that need physical addresses do not work then. */
        OFF
    }
}
