package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.Injections;
import io.umbel.dataplane.contract.MacAddress;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.Punts;
import io.umbel.dataplane.contract.ScratchDirectory;
import io.umbel.dataplane.contract.Upcalls;
import io.umbel.dataplane.fib.Branch;
import io.umbel.dataplane.fib.Fib;
import io.umbel.dataplane.packet.Ipv4;
import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EthDevice;
import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import io.umbel.dpdk.PacketPool;
import io.umbel.dpdk.RxQueue;
import io.umbel.dpdk.TxQueue;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.management.JMException;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's work, done before it matters, until the JVM has loaded and optimised the code: the first stream of a fresh data
 * plane would otherwise wait for that, and lose what is not held. It is the real {@link WorkerAgent}, between ring devices,
 * with a pool, a FIB, rings and counters of its own, which are gone afterwards.
 *
 * <p>One {@link #round} shows the worker each kind of frame that it treats in a way of its own, so that the optimiser leaves
 * no way out. The classes are those of production, for the optimiser to draw no false conclusions. On one thread.
 */
final class WorkerRehearsal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerRehearsal.class);

    /** What has to be optimised: the loop. What it calls is inlined there, or is called more often and so optimised before. */
    static final List<String> LOOP = List.of(
            "io.umbel.dataplane.forward.Worker.pass",
            "io.umbel.dataplane.forward.Worker.settle",
            "io.umbel.dataplane.forward.FastPath.forward",
            "io.umbel.dataplane.forward.FastPath.readUntagged",
            "io.umbel.dataplane.forward.FastPath.readTagged",
            "io.umbel.dataplane.forward.Copies.writeOneLine",
            "io.umbel.dataplane.forward.Copies.writeTwoLines",
            "io.umbel.dataplane.forward.Copies.writeFourLines",
            "io.umbel.dataplane.forward.Copies.writeAny",
            "io.umbel.dataplane.forward.Copies.rewrite",
            "io.umbel.dataplane.forward.Chains.writeHeads");

    /** So many rounds between two looks at what is optimised. */
    private static final int ROUNDS = 250;

    /** So many more after each lot, with nobody who hears what the worker tells. */
    private static final int UNHEARD_ROUNDS = 25;

    /** Between two looks at what is still to be compiled. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    private static final int MBUFS = 1023;
    private static final int POOL_CACHE = 128;
    private static final int DATA_ROOM = 2048;
    private static final int MTU = 9000;

    /** Interface 1 is untagged, on port 0; 2 is a VLAN of port 0 too; 3 and 5 are untagged, 4 a VLAN, on ports of their own. */
    private static final int[] PORTS = {0, 0, 1, 2, 3};

    private static final int[] VLANS = {0, 10, 0, 20, 0};

    /** TEST-NET-1 (RFC 5737) and MCAST-TEST-NET (RFC 6676). */
    private static final int SOURCE = 0xc000_0202;

    private static final int ADDRESS = 0xc000_0201;
    private static final int FORWARDED = 0xe9fc_0001;
    private static final int ELSEWHERE = 0xe9fc_0002;
    private static final int NEGATIVE = 0xe9fc_0003;
    private static final int UNANSWERED = 0xe9fc_0004;
    private static final int TAGGED = 0xe9fc_0005;
    private static final int INTO_VLAN = 0xe9fc_0006;
    private static final int FIRST_UNKNOWN = 0xe9fc_0100;
    private static final int UNKNOWN_STREAMS = 0x8000;
    private static final int ALL_HOSTS = 0xe000_0001;
    private static final long ALL_HOSTS_MAC = 0x0100_5e00_0001L;
    private static final int ETHER_TYPE_IPV4 = 0x0800;

    /** So long that packets wait for the entry that comes in the same round, and so short that others are dropped. */
    private static final HoldSettings HOLD = new HoldSettings(4, 64, 64, Duration.ofMillis(2), Duration.ofMillis(2));

    /** Most frames are like these: untagged, short, and sent untagged. */
    private static final RehearsalFrame USUAL = RehearsalFrame.of(SOURCE, FORWARDED);

    private static final List<RehearsalFrame> FRAMES = List.of(
            USUAL,
            RehearsalFrame.of(SOURCE, INTO_VLAN),
            RehearsalFrame.of(SOURCE, TAGGED).withTag(0x6000 | VLANS[1]),
            RehearsalFrame.of(SOURCE, FORWARDED).withOctets(100),
            RehearsalFrame.of(SOURCE, INTO_VLAN).withOctets(100),
            RehearsalFrame.of(SOURCE, FORWARDED).withOctets(200),
            RehearsalFrame.of(SOURCE, INTO_VLAN).withOctets(200),
            // Copied, but not as the short ones.
            RehearsalFrame.of(SOURCE, FORWARDED).withOctets(300),
            RehearsalFrame.of(SOURCE, INTO_VLAN).withOctets(300),
            // So long that they are chained.
            RehearsalFrame.of(SOURCE, FORWARDED).withOctets(1300),
            RehearsalFrame.of(SOURCE, INTO_VLAN).withOctets(1300),
            // With a longer header it does not fit into an mbuf, so it is chained.
            RehearsalFrame.of(SOURCE, INTO_VLAN).withOctets(DATA_ROOM - 16),
            RehearsalFrame.of(SOURCE, ELSEWHERE),
            RehearsalFrame.of(SOURCE, NEGATIVE),
            RehearsalFrame.of(SOURCE, ALL_HOSTS).withProtocol(Ipv4.IGMP).withTtl(1),
            RehearsalFrame.of(SOURCE, ADDRESS),
            RehearsalFrame.of(SOURCE, SOURCE),
            RehearsalFrame.of(0, FORWARDED),
            RehearsalFrame.of(SOURCE, FORWARDED).withTtl(1),
            RehearsalFrame.of(SOURCE, FORWARDED).withBadChecksum(),
            RehearsalFrame.of(SOURCE, FORWARDED).withTag(99),
            // The last, since all frames go the long way while one is held.
            RehearsalFrame.of(SOURCE, UNANSWERED));

    /** The control plane, which does nothing here. */
    private enum Idle implements Upcalls.Listener, Punts.Listener {
        INSTANCE;

        @Override
        public void onNoMfe(int source, int group, int interfaceIndex, byte[] header) {}

        @Override
        public void onWrongInterface(int source, int group, int interfaceIndex, byte[] header) {}

        @Override
        public void onFrame(int interfaceIndex, DirectBuffer buffer, int offset, int length) {}
    }

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<EthDevice> rings = new ArrayList<>();
    private final List<ForwardingInterface> interfaces = new ArrayList<>();
    private final PacketPool pool;
    private final Fib fib;
    private final Upcalls upcalls;
    private final Punts punts;
    private final Injections injections;
    private final WorkerCounters counters;
    private final WorkerAgent worker;
    private final MbufCache cache;
    private final long burst;
    private final TxQueue toWorker;
    private final List<RxQueue> fromWorker;
    private int unknown;
    private int received;

    /**
     * Sets the stage, for the calling thread, which is to close it.
     *
     * @param devices those that the worker will work with, whose way of being called is copied
     */
    WorkerRehearsal(Eal eal, List<String> devices) {
        try {
            ScratchDirectory scratch = open(new ScratchDirectory());
            upcalls = open(Upcalls.openOrCreate(scratch.get()));
            punts = open(Punts.openOrCreate(scratch.get()));
            injections = open(Injections.openOrCreate(scratch.get()));
            PlaneExchange exchange = open(PlaneExchange.open(scratch.get()));
            Arena arena = open(Arena.ofConfined());
            burst = arena.allocate(ValueLayout.JAVA_LONG, Worker.BURST).address();
            fib = open(new Fib(1));
            pool = open(PacketPool.create("umbel-rehearsal", MBUFS, POOL_CACHE, DATA_ROOM));
            int ports = Arrays.stream(PORTS).max().orElseThrow() + 1;
            for (int port = 0; port < ports; port++) {
                openRing(port, EthDevice.maySleep(devices.get(port % devices.size())));
            }
            toWorker = rings.getFirst().txQueue(0);
            fromWorker = rings.stream().map(ring -> ring.rxQueue(0)).toList();
            for (int i = 0; i < PORTS.length; i++) {
                MacAddress mac = new MacAddress(0x0200_0000_0001L + i);
                interfaces.add(new ForwardingInterface(i + 1, PORTS[i], VLANS[i], mac, ADDRESS, MTU, true));
            }
            counters = open(new WorkerCounters(interfaces.size(), ports));
            worker = new WorkerAgent(
                    0, 1, WorkerAgent.ANY_CORE, eal, pool, rings, interfaces, fib.reader(0), counters, exchange, HOLD);
            worker.onStart();
            opened.addFirst(worker::onClose);
            cache = new MbufCache(pool, eal.lcoreId());
            fib.put(key(FORWARDED), 1, branches(3, 5));
            fib.put(key(INTO_VLAN), 1, branches(3, 4));
            fib.put(key(TAGGED), 2, branches(3, 4));
            fib.put(key(ELSEWHERE), 3, branches(1, 4));
            fib.put(key(NEGATIVE), 1, List.of());
        } catch (RuntimeException | Error failure) {
            CloseHelper.quietCloseAll(opened);
            throw failure;
        }
    }

    /**
     * Rehearses, on a thread of its own, until the optimiser is done, or for so long at most.
     *
     * @param devices see the constructor
     */
    static void run(Eal eal, List<String> devices, Duration atMost) {
        FutureTask<@Nullable Void> rehearsal = new FutureTask<>(() -> {
            rehearse(eal, devices, atMost);
            return null;
        });
        new Thread(rehearsal, "umbel-rehearsal").start();
        try {
            rehearsal.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the rehearsal of the worker failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void rehearse(Eal eal, List<String> devices, Duration atMost) throws InterruptedException {
        long began = System.nanoTime();
        int rounds = 0;
        List<String> missing = LOOP;
        boolean complete = false;
        try (WorkerRehearsal rehearsal = new WorkerRehearsal(eal, devices)) {
            while (!missing.isEmpty() && System.nanoTime() - began < atMost.toNanos()) {
                for (int i = 0; i < ROUNDS; i++) {
                    rehearsal.round();
                }
                rounds += ROUNDS;
                rehearsal.unheardRounds();
                missing = CompiledCode.missingOf(LOOP);
            }
            // What is compiled beside the first frames takes a processor that they may need.
            while (!complete && System.nanoTime() - began < atMost.toNanos()) {
                Thread.sleep(PAUSE);
                complete = CompiledCode.isComplete();
            }
        } catch (JMException e) {
            LOG.warn("this JVM does not tell what it has optimised, so the rehearsal was short: {}", e.toString());
        }
        LOG.debug(
                "{} rounds in {} ms; not optimised: {}, complete: {}",
                rounds,
                (System.nanoTime() - began) / 1_000_000,
                missing,
                complete);
    }

    /** Shows the worker every kind of frame once. */
    void round() {
        showAll();
        hear();
    }

    /**
     * Some rounds as while there is no control plane: the rings to it are full. Otherwise a flood of packets without an entry would
     * be the first to show that to the worker, and throw it back to code that is not optimised, just then.
     */
    void unheardRounds() {
        fillPunts(MTU);
        // What is left is too short for a long frame only.
        fillPunts(1);
        boolean taken;
        do {
            taken = upcalls.noMfe(SOURCE, UNANSWERED, 1, burst, 1);
        } while (taken);
        for (int i = 0; i < UNHEARD_ROUNDS; i++) {
            showAll();
        }
        hear();
    }

    private void fillPunts(int length) {
        int begun = punts.begin(1, length);
        while (begun >= 0) {
            punts.end(begun);
            begun = punts.begin(1, length);
        }
    }

    private void showAll() {
        for (RehearsalFrame frame : FRAMES) {
            receive(frame);
        }
        pass();
        for (int i = 0; i < Worker.BURST; i++) {
            receive(USUAL);
        }
        passWithEmptyCache();
        newStream();
        injections.send(4, ETHER_TYPE_IPV4, ALL_HOSTS_MAC, new byte[32]);
        pass();
        fib.advance();
    }

    private void hear() {
        upcalls.poll(Idle.INSTANCE, Integer.MAX_VALUE);
        punts.poll(Idle.INSTANCE, Integer.MAX_VALUE);
    }

    /** Packets of a stream without an entry; they are held until it comes. */
    private void newStream() {
        int group = FIRST_UNKNOWN + unknown++ % UNKNOWN_STREAMS;
        receive(RehearsalFrame.of(SOURCE, group));
        receive(RehearsalFrame.of(SOURCE, group));
        pass();
        fib.put(key(group), 1, branches(3, 4));
        pass();
        fib.remove(key(group));
    }

    private void receive(RehearsalFrame frame) {
        long mbuf = cache.take();
        // Devices write their port's number where the owner's goes, which is the same by chance.
        Mbuf.initialise(mbuf, frame.length(), ++received % 2);
        frame.write(Mbuf.freshData(mbuf));
        UnsafeApi.putLong(burst, mbuf);
        if (toWorker.send(burst, 1) != 1) {
            cache.free(mbuf);
        }
    }

    /** As when devices keep what was sent for a while, and the cache is filled up from the pool each time. */
    private void passWithEmptyCache() {
        long[] kept = new long[cache.length()];
        Arrays.setAll(kept, _ -> cache.take());
        pass();
        for (long mbuf : kept) {
            cache.free(mbuf);
        }
    }

    private void pass() {
        worker.doWork();
        // Before the worker polls again: rings give back what was sent to them.
        for (RxQueue queue : fromWorker) {
            int count = queue.receive(burst, Worker.BURST);
            for (int i = 0; i < count; i++) {
                cache.free(UnsafeApi.getLong(burst + (long) i * Long.BYTES));
            }
        }
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.addFirst(resource);
        return resource;
    }

    private void openRing(int port, boolean maySleep) {
        EthDevice ring = open(EthDevice.probeRing("r" + port, maySleep));
        ring.configure(1, 1, pool);
        ring.start();
        rings.add(ring);
    }

    private List<Branch> branches(int... indices) {
        return Arrays.stream(indices)
                .mapToObj(index -> interfaces.get(index - 1).branch())
                .toList();
    }

    private static long key(int group) {
        return Mfe.key(SOURCE, group);
    }

    /** How many frames have had this fate. */
    long count(Fate fate) {
        return counters.read(fate);
    }

    /** How often this has happened between the planes. */
    long count(ExchangeCounter counter) {
        return counters.read(counter);
    }

    /** Mbufs that are in use. */
    int missingMbufs() {
        return pool.size() - pool.available();
    }

    /** Gives up what is held, and everything that the constructor has opened. */
    @Override
    public void close() {
        CloseHelper.closeAll(opened);
    }
}
