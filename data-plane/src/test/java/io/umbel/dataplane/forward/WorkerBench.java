package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.Injections;
import io.umbel.dataplane.contract.MacAddress;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.Punts;
import io.umbel.dataplane.contract.ScratchDirectory;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.dataplane.contract.Upcalls;
import io.umbel.dataplane.fib.Fib;
import io.umbel.dpdk.DpdkExtension;
import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EthDevice;
import io.umbel.dpdk.PacketPool;
import io.umbel.dpdk.PollingThread;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.CachedNanoClock;

/**
 * A real worker between ring devices: frames are put into the ring that it polls, and taken out of the rings that it sends
 * to. Runs on the thread of the test.
 *
 * <p>Interface 1 is what the worker receives on; it is untagged unless said otherwise, on port 0. Every further interface
 * has a port of its own, unless there are {@linkplain #withTrunk more than ports}.
 */
final class WorkerBench implements AutoCloseable {
    static final long KEY = 0x0a00_0102_ef01_0101L;
    static final int DATA_ROOM = 2048;
    private static final int MTU = 1500;

    private final Eal eal = DpdkExtension.eal();
    private final Arena arena = Arena.ofConfined();
    private final PacketPool pool;
    private final PollingThread thread;
    private final List<EthDevice> rings = new ArrayList<>();
    private final List<ForwardingInterface> interfaces = new ArrayList<>();
    private final Fib fib = new Fib(1);
    private final WorkerCounters counters;
    private final ScratchDirectory scratch = new ScratchDirectory();
    private final Upcalls upcalls;
    private final Punts punts;
    private final Injections injections;
    private final PlaneExchange exchange;
    private final CachedNanoClock clock = new CachedNanoClock();
    private final Worker worker;

    /** A bench whose interfaces have these VLAN ids, 0 for untagged; the first is the incoming one. */
    static WorkerBench withVlans(int... vlanIds) {
        return new WorkerBench(8191, MTU, vlanIds);
    }

    /** A bench with one incoming and so many outgoing interfaces, all untagged. */
    static WorkerBench withBranches(int branches) {
        return withVlans(new int[1 + branches]);
    }

    /** A bench with one incoming and so many outgoing interfaces, the latter tagged 1, 2 ... on one port. */
    static WorkerBench withTrunk(int poolSize, int branches) {
        return new WorkerBench(
                HoldSettings.DEFAULT,
                poolSize,
                MTU,
                2,
                IntStream.rangeClosed(0, branches).toArray());
    }

    WorkerBench(int poolSize, int mtu, int... vlanIds) {
        this(HoldSettings.DEFAULT, poolSize, mtu, vlanIds.length, vlanIds);
    }

    /** A bench with one incoming and two outgoing interfaces, whose worker holds packets by these settings. */
    static WorkerBench holding(HoldSettings hold) {
        return new WorkerBench(hold, 8191, MTU, 3, 0, 0, 0);
    }

    private WorkerBench(HoldSettings hold, int poolSize, int mtu, int ports, int... vlanIds) {
        SharedDirectory directory = scratch.get();
        upcalls = Upcalls.openOrCreate(directory);
        punts = Punts.openOrCreate(directory);
        injections = Injections.openOrCreate(directory);
        exchange = PlaneExchange.open(directory);
        pool = PacketPool.create("bench", poolSize, 256, DATA_ROOM);
        thread = new PollingThread(eal, pool);
        for (int port = 0; port < ports; port++) {
            rings.add(startRing(port));
        }
        for (int i = 0; i < vlanIds.length; i++) {
            int port = Math.min(i, ports - 1);
            interfaces.add(new ForwardingInterface(
                    i + 1,
                    port,
                    vlanIds[i],
                    macOf(i + 1),
                    0x0a00_0001 + (i << 8),
                    mtu,
                    rings.get(port).sendsChains()));
        }
        counters = new WorkerCounters(vlanIds.length, ports);
        TxBuffer[] buffers = new TxBuffer[rings.size()];
        boolean[] sendsChains = new boolean[rings.size()];
        for (int port = 0; port < buffers.length; port++) {
            int onlyInterface = port < ports - 1 || ports == vlanIds.length ? port + 1 : 0;
            buffers[port] = new TxBuffer(onlyInterface, rings.get(port).txQueue(0), thread.cache(), counters, arena);
            sendsChains[port] = rings.get(port).sendsChains();
        }
        worker = new Worker(
                new WorkerPort[] {new WorkerPort(0, rings.getFirst().rxQueue(0), interfaces)},
                buffers,
                new Replicator(thread.cache(), buffers, sendsChains, counters, DATA_ROOM, arena),
                new Classifier(interfaces.stream()
                        .mapToInt(ForwardingInterface::address)
                        .toArray()),
                fib.reader(0),
                thread.cache(),
                counters,
                exchange,
                hold,
                clock,
                new Injector(exchange.injections(), thread.cache(), buffers, counters, interfaces));
    }

    private EthDevice startRing(int port) {
        EthDevice ring = EthDevice.probe("net_ring" + port);
        ring.configure(1, 1, pool);
        ring.start();
        return ring;
    }

    /** MAC address of the interface of that index. */
    static MacAddress macOf(int index) {
        return new MacAddress(0x0200_0000_0a00L + index);
    }

    /** Gives the stream of {@link #KEY} a list: from interface {@code incoming} to the others named. */
    WorkerBench route(int incoming, int... outgoing) {
        return routeStream(KEY, incoming, outgoing);
    }

    /** The same for another stream, source and group side by side. */
    WorkerBench routeStream(long key, int incoming, int... outgoing) {
        fib.put(
                key,
                incoming,
                Arrays.stream(outgoing)
                        .mapToObj(index -> interfaces.get(index - 1).branch())
                        .toList());
        return this;
    }

    Fib fib() {
        return fib;
    }

    PollingThread thread() {
        return thread;
    }

    /** Lets the worker receive the frame on port 0. */
    void receive(byte[] frame) {
        receiveMbuf(thread.mbufOf(frame));
    }

    /** Lets the worker receive the frames, at most a burst, at once. */
    void receiveBurst(List<byte[]> frames) {
        for (byte[] frame : frames) {
            if (!thread.sendMbuf(rings.getFirst().txQueue(0), thread.mbufOf(frame))) {
                throw new IllegalStateException("the ring is full");
            }
        }
        worker.pass();
    }

    /** Lets the worker receive the mbuf, which is no longer the caller's, on port 0. */
    void receiveMbuf(long mbuf) {
        if (!thread.sendMbuf(rings.getFirst().txQueue(0), mbuf)) {
            throw new IllegalStateException("the ring is full");
        }
        worker.pass();
    }

    /** Lets the worker pass without a frame. */
    void pass() {
        worker.pass();
    }

    /** Lets time go on for the worker. */
    void after(Duration time) {
        clock.advance(time.toNanos());
    }

    /** The upcalls that the worker has made since the last call, as text. */
    List<String> upcalls() {
        List<String> made = new ArrayList<>();
        Upcalls.Listener listener = new Upcalls.Listener() {
            @Override
            public void onNoMfe(int source, int group, int index, byte[] header) {
                made.add("no entry for " + Mfe.format(Mfe.key(source, group)) + " on " + index);
            }

            @Override
            public void onWrongInterface(int source, int group, int index, byte[] header) {
                made.add("wrong interface for " + Mfe.format(Mfe.key(source, group)) + " on " + index);
            }
        };
        // A poll ends where the ring starts over.
        upcalls.poll(listener, Integer.MAX_VALUE);
        upcalls.poll(listener, Integer.MAX_VALUE);
        return made;
    }

    /** The frames that the worker has punted since the last call. */
    List<byte[]> punted() {
        List<byte[]> frames = new ArrayList<>();
        punts.poll(
                (index, buffer, offset, length) -> {
                    byte[] frame = new byte[length];
                    buffer.getBytes(offset, frame);
                    frames.add(frame);
                },
                Integer.MAX_VALUE);
        return frames;
    }

    /** The control plane's side of the ring of datagrams to send. */
    Injections injections() {
        return injections;
    }

    /** What has been sent on the port of the interface of that index, at most one burst. */
    List<byte[]> sent(int index) {
        return thread.receive(rings.get(index - 1).rxQueue(0));
    }

    long count(Fate fate) {
        return counters.read(fate);
    }

    WorkerCounters counters() {
        return counters;
    }

    /** Frames whose fate is known. */
    long counted() {
        return Arrays.stream(Fate.values()).mapToLong(counters::read).sum();
    }

    /** Mbufs that are neither free nor in a ring of this bench. */
    int missingMbufs() {
        for (int index = 1; index <= rings.size(); index++) {
            while (!sent(index).isEmpty()) {
                // Taken out and freed.
            }
        }
        return pool.size() - pool.available();
    }

    @Override
    public void close() {
        worker.stop();
        int missing = missingMbufs();
        exchange.close();
        upcalls.close();
        punts.close();
        injections.close();
        scratch.close();
        rings.forEach(EthDevice::close);
        fib.close();
        counters.close();
        arena.close();
        thread.close();
        pool.close();
        if (missing != 0) {
            throw new AssertionError(missing + " mbufs did not come back to the pool");
        }
    }
}
