package io.umbel.dataplane.forward;

import io.umbel.dataplane.fib.FibReader;
import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EthDevice;
import io.umbel.dpdk.MbufCache;
import io.umbel.dpdk.PacketPool;
import java.lang.foreign.Arena;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Worker}'s life on its thread: makes the thread known to DPDK before the first pass, and takes leave after the
 * last.
 */
final class WorkerAgent implements Agent {
    private final int number;
    private final Eal eal;
    private final PacketPool pool;
    private final List<EthDevice> devices;
    private final List<ForwardingInterface> interfaces;
    private final FibReader fib;
    private final WorkerCounters counters;
    private final PlaneExchange exchange;
    private final HoldSettings hold;
    private final Arena arena = Arena.ofShared();
    private @Nullable Worker worker;

    /** @param number which queue of each device is this worker's, from 0 */
    WorkerAgent(
            int number,
            Eal eal,
            PacketPool pool,
            List<EthDevice> devices,
            List<ForwardingInterface> interfaces,
            FibReader fib,
            WorkerCounters counters,
            PlaneExchange exchange,
            HoldSettings hold) {
        this.number = number;
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
        MbufCache cache = new MbufCache(pool, eal.registerThread());
        WorkerPort[] ports = new WorkerPort[devices.size()];
        TxBuffer[] buffers = new TxBuffer[devices.size()];
        boolean[] sendsChains = new boolean[devices.size()];
        for (int port = 0; port < devices.size(); port++) {
            EthDevice device = devices.get(port);
            ports[port] = new WorkerPort(port, device.rxQueue(number), interfaces);
            buffers[port] = new TxBuffer(device.txQueue(number), cache, counters, arena);
            sendsChains[port] = device.sendsChains();
        }
        Replicator replicator = new Replicator(cache, buffers, sendsChains, counters, pool.dataRoom(), arena);
        Classifier classifier = new Classifier(
                interfaces.stream().mapToInt(ForwardingInterface::address).toArray());
        Injector injector =
                number == 0 ? new Injector(exchange.injections(), cache, buffers, counters, interfaces) : null;
        worker = new Worker(
                ports,
                buffers,
                replicator,
                classifier,
                fib,
                cache,
                counters,
                exchange,
                hold,
                SystemNanoClock.INSTANCE,
                injector,
                arena);
        fib.comeOnline();
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
