package io.umbel.config;

/**
 * How the packet loop runs.
 *
 * @param workers how many threads poll.
 * @param idle what a worker does when there is nothing to do.
 * @param hugePages whether the memory of packets is in huge pages.
 */
public record DataPlaneConfig(int workers, Idle idle, HugePages hugePages) {
    /** What holds when the file says nothing. */
    public static final DataPlaneConfig DEFAULT = new DataPlaneConfig(1, Idle.BACKOFF, HugePages.AUTO);

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
