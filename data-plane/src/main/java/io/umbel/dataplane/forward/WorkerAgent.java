package io.umbel.dataplane.forward;

import io.umbel.dataplane.fib.FibReader;
import io.umbel.dpdk.CpuAffinity;
import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EthDevice;
import io.umbel.dpdk.MbufCache;
import io.umbel.dpdk.PacketPool;
import io.umbel.dpdk.TxQueue;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Worker}'s life on its thread: makes the thread known to DPDK before the first pass, and takes leave after the
 * last.
 */
final class WorkerAgent implements Agent {
    /** No core in particular. */
    static final int ANY_CORE = -1;

    private final int number;
    private final int workers;
    private final int core;
    private final Eal eal;
    private final PacketPool pool;
    private final List<EthDevice> devices;
    private final List<ForwardingInterface> interfaces;
    private final FibReader fib;
    private final WorkerCounters counters;
    private final PlaneExchange exchange;
    private final HoldSettings hold;
    private final Arena arena = Arena.ofShared();
    private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
    private @Nullable Worker worker;

    /**
     * @param number which of the workers this is, from 0
     * @param workers how many there are
     * @param core where it runs, or {@link #ANY_CORE}
     */
    WorkerAgent(
            int number,
            int workers,
            int core,
            Eal eal,
            PacketPool pool,
            List<EthDevice> devices,
            List<ForwardingInterface> interfaces,
            FibReader fib,
            WorkerCounters counters,
            PlaneExchange exchange,
            HoldSettings hold) {
        this.number = number;
        this.workers = workers;
        this.core = core;
        this.eal = eal;
        this.pool = pool;
        this.devices = devices;
        this.interfaces = interfaces;
        this.fib = fib;
        this.counters = counters;
        this.exchange = exchange;
        this.hold = hold;
    }

    @Override
    public void onStart() {
        try {
            prepare();
            started.complete(null);
        } catch (RuntimeException | Error failure) {
            started.completeExceptionally(failure);
            throw failure;
        }
    }

    /**
     * Waits until the worker, on a thread of its own, is about to poll.
     *
     * @throws IllegalStateException with one sentence, if it cannot
     */
    void awaitStart() {
        Throwable failure = started.handle((_, thrown) -> thrown).join();
        if (failure != null) {
            throw new IllegalStateException(roleName() + ": " + failure.getMessage(), failure);
        }
    }

    private void prepare() {
        if (core != ANY_CORE) {
            CpuAffinity.pin(core);
        }
        MbufCache cache = new MbufCache(pool, eal.registerThread());
        TxBuffer[] buffers = new TxBuffer[devices.size()];
        boolean[] sendsChains = new boolean[devices.size()];
        for (int port = 0; port < devices.size(); port++) {
            EthDevice device = devices.get(port);
            buffers[port] = new TxBuffer(onlyInterface(port), txQueue(device), cache, counters, arena);
            sendsChains[port] = device.sendsChains();
        }
        Replicator replicator = new Replicator(cache, buffers, sendsChains, counters, pool.dataRoom(), arena);
        Classifier classifier = new Classifier(
                interfaces.stream().mapToInt(ForwardingInterface::address).toArray());
        Injector injector =
                number == 0 ? new Injector(exchange.injections(), cache, buffers, counters, interfaces) : null;
        worker = new Worker(
                polled(),
                buffers,
                replicator,
                classifier,
                fib,
                cache,
                counters,
                exchange,
                hold,
                SystemNanoClock.INSTANCE,
                injector);
        fib.comeOnline();
    }

    /**
     * The receive queues that this worker polls: of each device one, if it has one for each worker; of the others, whose
     * queues are dealt out in turn, maybe none.
     */
    private WorkerPort[] polled() {
        List<WorkerPort> polled = new ArrayList<>();
        for (int port = 0; port < devices.size(); port++) {
            EthDevice device = devices.get(port);
            int first = device.rxQueues() == workers ? 0 : port;
            for (int queue = 0; queue < device.rxQueues(); queue++) {
                if ((first + queue) % workers == number) {
                    polled.add(new WorkerPort(port, device.rxQueue(queue), interfaces));
                }
            }
        }
        return polled.toArray(WorkerPort[]::new);
    }

    private int onlyInterface(int port) {
        List<ForwardingInterface> itsInterfaces =
                interfaces.stream().filter(each -> each.port() == port).toList();
        return itsInterfaces.size() == 1 ? itsInterfaces.getFirst().index() : 0;
    }

    private TxQueue txQueue(EthDevice device) {
        int queue = number % device.txQueues();
        return device.txQueues() < workers ? device.sharedTxQueue(queue) : device.txQueue(queue);
    }

    @Override
    public int doWork() {
        if (worker == null) {
            throw new IllegalStateException("the worker is not on its thread yet");
        }
        return worker.pass();
    }

    @Override
    public void onClose() {
        if (worker != null) {
            worker.stop();
        }
        fib.goOffline();
        worker = null;
        arena.close();
        eal.unregisterThread();
    }

    @Override
    public String roleName() {
        return "umbel-worker-" + number;
    }
}
