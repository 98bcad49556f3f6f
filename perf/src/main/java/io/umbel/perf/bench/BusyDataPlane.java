package io.umbel.perf.bench;

import io.umbel.dataplane.contract.Injections;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.Punts;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.dataplane.contract.Upcalls;
import io.umbel.dataplane.fib.FibReader;
import io.umbel.dataplane.forward.DataPlane;
import io.umbel.dataplane.forward.DataPlaneSettings;
import io.umbel.dataplane.forward.HoldSettings;
import io.umbel.dataplane.forward.InterfaceSettings;
import io.umbel.dpdk.CpuAffinity;
import io.umbel.dpdk.Eal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.CloseHelper;
import org.jspecify.annotations.Nullable;

/**
 * The real data plane between captures that never end and devices that swallow what they are given. Who makes it is its
 * control plane: fills the table, tells of changes. One thread makes, starts and closes it.
 */
final class BusyDataPlane implements AutoCloseable {
    /** A device that gives what it is given: what its sending queue takes comes out of its receiving one. */
    static final String RING = "net_ring0";

    private static final int MTU = 1500;
    private static final int LEAST_CAPACITY = 1000;

    private final Path work;
    private final SharedDirectory directory;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<Path> captures = new ArrayList<>();
    private final MfeTable table;
    private final MfeChanges.Publisher changes;
    private @Nullable DataPlane running;

    /**
     * Makes what both planes share, in a directory of its own.
     *
     * @param capacity for how many entries the table is made
     */
    BusyDataPlane(int capacity) throws IOException {
        this.work = Files.createTempDirectory("umbel-bench");
        this.directory = new SharedDirectory(work.resolve("shared")).create();
        this.table = open(MfeTable.createOrRecover(directory, Math.max(LEAST_CAPACITY, capacity)));
        this.changes = open(MfeChanges.publisher(directory));
        open(Upcalls.openOrCreate(directory));
        open(Punts.openOrCreate(directory));
        open(Injections.openOrCreate(directory));
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.addFirst(resource);
        return resource;
    }

    SharedDirectory directory() {
        return directory;
    }

    /** The shared map, for its control plane to write. */
    MfeTable table() {
        return table;
    }

    MfeChanges.Publisher changes() {
        return changes;
    }

    /** Writes a capture that is removed in the end: streams from that number on, in random order. */
    Path writeCapture(int firstStream, int streams, int frameLength) throws IOException {
        return writeCapture(firstStream, streams, Streams.frames(streams), frameLength);
    }

    /** The same with so many frames. */
    Path writeCapture(int firstStream, int streams, int frames, int frameLength) throws IOException {
        Path capture = work.resolve("frames" + captures.size() + ".pcap");
        captures.add(capture);
        Streams.writeCapture(capture, firstStream, streams, frames, frameLength);
        return capture;
    }

    /**
     * Starts forwarding. Interfaces 1 and up each receive a capture, those after them send. The last of them must be sent to
     * all the time, since {@link Reading} goes by it.
     */
    void start(Eal eal, List<Path> received, int outgoing, int workers, List<Integer> cores, int poolSize) {
        open(eal, replaying(received), outgoing, workers, cores, poolSize, DataPlaneSettings.Idle.BUSY)
                .start();
    }

    /** The same with one worker and without threads: whoever made it does each {@link #step}. */
    void openToStep(Eal eal, List<Path> received, int outgoing, int poolSize) {
        open(eal, replaying(received), outgoing, 1, poolSize, DataPlaneSettings.Idle.BUSY);
    }

    /** Indices of the interfaces that send, after so many that receive. */
    static int[] sending(int receiving, int outgoing) {
        return IntStream.rangeClosed(receiving + 1, receiving + outgoing).toArray();
    }

    /** See {@link DataPlane#step}. */
    int step() {
        return running().step();
    }

    private static List<String> replaying(List<Path> captures) {
        List<String> devices = new ArrayList<>();
        for (Path capture : captures) {
            devices.add("net_pcap" + devices.size() + ",rx_pcap=" + capture + ",infinite_rx=1");
        }
        return devices;
    }

    /**
     * Starts forwarding with one worker; interface 1 receives what is offered to {@link #RING}.
     *
     * @param cores that of the worker; none to leave that to the kernel
     */
    void startAtRing(Eal eal, int outgoing, int poolSize, List<Integer> cores) {
        open(eal, List.of(RING), outgoing, 1, cores, poolSize, DataPlaneSettings.Idle.BUSY)
                .start();
    }

    /** Starts with one worker that sleeps: so many interfaces receive nothing, and nothing is sent by those after them. */
    void startWithoutTraffic(Eal eal, int receiving, int outgoing, List<Integer> cores, int poolSize) {
        List<String> devices = IntStream.rangeClosed(1, receiving)
                .mapToObj(number -> silent(outgoing + number))
                .toList();
        open(eal, devices, outgoing, 1, cores, poolSize, DataPlaneSettings.Idle.BACKOFF)
                .start();
    }

    private DataPlane open(
            Eal eal, List<String> receiving, int outgoing, int workers, int poolSize, DataPlaneSettings.Idle idle) {
        return open(eal, receiving, outgoing, workers, List.of(), poolSize, idle);
    }

    private DataPlane open(
            Eal eal,
            List<String> receiving,
            int outgoing,
            int workers,
            List<Integer> cores,
            int poolSize,
            DataPlaneSettings.Idle idle) {
        List<InterfaceSettings> interfaces = new ArrayList<>();
        for (String device : receiving) {
            interfaces.add(new InterfaceSettings("west" + interfaces.size(), device, null, 0, 0, MTU));
        }
        for (int branch = 1; branch <= outgoing; branch++) {
            interfaces.add(new InterfaceSettings("east" + branch, silent(branch), null, 0, 0, MTU));
        }
        DataPlane dataPlane = DataPlane.open(
                eal,
                new DataPlaneSettings(directory, interfaces, workers, cores, poolSize, idle, HoldSettings.DEFAULT));
        running = dataPlane;
        return dataPlane;
    }

    private static String silent(int number) {
        return "net_null" + number + ",no-rx=1";
    }

    Reading read() throws IOException {
        return Reading.take(directory);
    }

    /** For one worker, if there are two: the last of those that this process may use. */
    static List<Integer> coreOfItsOwn() {
        BitSet cores = CpuAffinity.allowed();
        return cores.cardinality() > 1 ? List.of(cores.length() - 1) : List.of();
    }

    /** What a worker sees, see {@link DataPlane#view}. */
    FibReader view(int worker) {
        return running().view(worker);
    }

    /** Stops forwarding; the shared counters have their last values then. Returns the mbufs that did not come back. */
    int stop() {
        return running().stop();
    }

    private DataPlane running() {
        if (running == null) {
            throw new IllegalStateException("the data plane has not been started");
        }
        return running;
    }

    @Override
    public void close() throws IOException {
        if (running != null) {
            running.close();
        }
        CloseHelper.closeAll(opened);
        directory.remove();
        for (Path capture : captures) {
            Files.deleteIfExists(capture);
        }
        Files.delete(work);
    }
}
