package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.DataPlaneCounters;
import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.InterfaceCounter;
import io.umbel.dataplane.contract.LoopCounter;
import io.umbel.dataplane.contract.PoolCounter;
import io.umbel.dataplane.contract.PortCounter;
import io.umbel.dataplane.forward.WorkerCounters.InterfaceCount;
import io.umbel.dpdk.DeviceStats;
import io.umbel.dpdk.EthDevice;
import io.umbel.dpdk.PacketPool;
import java.util.List;
import java.util.function.ToLongFunction;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/** Sets the shared counters to the sums of what the workers count, every few milliseconds. */
final class CounterPublisher implements Agent {
    private static final long INTERVAL_NS = 10_000_000;

    private final DataPlaneCounters shared;
    private final List<WorkerCounters> workers;
    private final List<ForwardingInterface> interfaces;
    private final List<EthDevice> devices;
    private final PacketPool pool;
    private final NanoClock clock;
    private long nextNs;

    CounterPublisher(
            DataPlaneCounters shared,
            List<WorkerCounters> workers,
            List<ForwardingInterface> interfaces,
            List<EthDevice> devices,
            PacketPool pool,
            NanoClock clock) {
        this.shared = shared;
        this.workers = workers;
        this.interfaces = interfaces;
        this.devices = devices;
        this.pool = pool;
        this.clock = clock;
        this.nextNs = clock.nanoTime();
    }

    @Override
    public int doWork() {
        long now = clock.nanoTime();
        if (now - nextNs < 0) {
            return 0;
        }
        nextNs = now + INTERVAL_NS;
        publish();
        return 1;
    }

    /** Publishes now, whatever the clock says. */
    void publish() {
        for (Fate fate : Fate.values()) {
            shared.set(fate, sum(worker -> worker.read(fate)));
        }
        for (ExchangeCounter counter : ExchangeCounter.values()) {
            shared.set(counter, sum(worker -> worker.read(counter)));
        }
        for (LoopCounter counter : LoopCounter.values()) {
            shared.set(counter, counter == LoopCounter.WORST_NS ? worstPass() : sum(worker -> worker.read(counter)));
        }
        interfaces.forEach(this::publishInterface);
        for (int port = 0; port < devices.size(); port++) {
            publishPort(port);
        }
        publishPool();
    }

    private long worstPass() {
        long worst = 0;
        for (WorkerCounters worker : workers) {
            worst = Math.max(worst, worker.read(LoopCounter.WORST_NS));
        }
        return worst;
    }

    void publishPool() {
        shared.set(PoolCounter.SIZE, pool.size());
        shared.set(PoolCounter.AVAILABLE, pool.available());
    }

    private void publishInterface(ForwardingInterface each) {
        int index = each.index();
        shared.set(index, InterfaceCounter.IN_PACKETS, sum(index, InterfaceCount.IN_PACKETS));
        shared.set(index, InterfaceCounter.IN_OCTETS, sum(index, InterfaceCount.IN_OCTETS));
        shared.set(index, InterfaceCounter.OUT_PACKETS, sent(index));
        shared.set(
                index,
                InterfaceCounter.OUT_OCTETS,
                sum(index, InterfaceCount.QUEUED_OCTETS) - sum(index, InterfaceCount.DISCARDED_OCTETS));
        shared.set(index, InterfaceCounter.OUT_DISCARDS, sum(index, InterfaceCount.DISCARDED_PACKETS));
        shared.set(index, InterfaceCounter.OUT_TOO_BIG, sum(index, InterfaceCount.TOO_BIG));
    }

    private void publishPort(int port) {
        shared.set(port, PortCounter.RX_FRAMES, sum(worker -> worker.polled(port)));
        shared.set(port, PortCounter.TX_FRAMES, sentBy(port));
        DeviceStats device = devices.get(port).stats();
        shared.set(port, PortCounter.DEVICE_RX_FRAMES, device.inPackets());
        shared.set(port, PortCounter.DEVICE_TX_FRAMES, device.outPackets());
        shared.set(port, PortCounter.DEVICE_RX_MISSED, device.inMissed());
        shared.set(port, PortCounter.DEVICE_RX_ERRORS, device.inErrors());
        shared.set(port, PortCounter.DEVICE_RX_NO_BUFFER, device.inNoBuffer());
        shared.set(port, PortCounter.DEVICE_TX_ERRORS, device.outErrors());
    }

    private long sentBy(int port) {
        long frames = 0;
        for (ForwardingInterface each : interfaces) {
            if (each.port() == port) {
                frames += sent(each.index());
            }
        }
        return frames;
    }

    private long sent(int index) {
        return sum(index, InterfaceCount.QUEUED_PACKETS) - sum(index, InterfaceCount.DISCARDED_PACKETS);
    }

    private long sum(int index, InterfaceCount count) {
        return sum(worker -> worker.read(index, count));
    }

    private long sum(ToLongFunction<WorkerCounters> counter) {
        long sum = 0;
        for (WorkerCounters worker : workers) {
            sum += counter.applyAsLong(worker);
        }
        return sum;
    }

    @Override
    public String roleName() {
        return "umbel-counters";
    }
}
