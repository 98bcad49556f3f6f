package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.SharedDirectory;
import java.util.List;

/**
 * What the data plane is told at start.
 *
 * @param directory shared with the control plane, which has made the MFE table in it
 * @param interfaces at least one, on at most 32 devices
 * @param workers threads that poll and forward, 1 to {@value #MAX_WORKERS}
 * @param cores the core of each worker, in their order; empty to leave that to the kernel
 * @param poolSize mbufs in the packet pool: enough for all that devices hold in their queues, and for the replicas in
 *     flight
 * @param idle what workers do while nothing arrives
 * @param hold how many packets a worker holds while their entry is in the making
 */
public record DataPlaneSettings(
        SharedDirectory directory,
        List<InterfaceSettings> interfaces,
        int workers,
        List<Integer> cores,
        int poolSize,
        Idle idle,
        HoldSettings hold) {
    /** More threads than the interconnect between cores lets scale. */
    public static final int MAX_WORKERS = 32;

    /** Mbufs in a pool that serves a handful of devices, with queues of 1,024 to 4,096 frames each way. */
    public static final int DEFAULT_POOL_SIZE = 65_535;

    /** Packet memory for such a pool and its devices in huge pages, in MiB. */
    public static final int HUGE_PAGES_MIB = 256;

    /** The same in ordinary pages, of which DPDK gives one to each mbuf, because none may lie across two. */
    public static final int ORDINARY_PAGES_MIB = 512;

    /** What a worker does while nothing arrives. */
    public enum Idle {
        /** Polls on: lowest latency, a whole core. */
        BUSY,
        /** Polls on for a while, then sleeps for up to 100 µs at a time. */
        BACKOFF
    }

    public DataPlaneSettings {
        interfaces = List.copyOf(interfaces);
        if (interfaces.isEmpty()) {
            throw new IllegalArgumentException("a data plane needs at least one interface");
        }
        cores = List.copyOf(cores);
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException("a data plane has 1 to " + MAX_WORKERS + " workers, not " + workers);
        }
        if (!cores.isEmpty() && cores.size() != workers) {
            throw new IllegalArgumentException(cores.size() + " cores are named for " + workers + " workers");
        }
    }

    /** The same with one worker on any core, as {@link DataPlane#step} needs it. */
    public DataPlaneSettings withOneWorker() {
        return new DataPlaneSettings(directory, interfaces, 1, List.of(), poolSize, idle, hold);
    }
}
