package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Injections;
import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import java.util.List;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.MessageHandler;
import org.jspecify.annotations.Nullable;

/** Sends what the control plane wants sent. For one worker: that which reads the ring. */
final class Injector {
    /** So many at most in a pass, so that forwarding does not wait. */
    private static final int LIMIT = 8;

    private final Injections injections;
    private final MbufCache cache;
    private final TxBuffer[] buffers;
    private final WorkerCounters counters;
    private final @Nullable ForwardingInterface[] interfaces;
    private final MessageHandler handler = Injections.handler(this::send);

    Injector(
            Injections injections,
            MbufCache cache,
            TxBuffer[] buffers,
            WorkerCounters counters,
            List<ForwardingInterface> interfaces) {
        this.injections = injections;
        this.cache = cache;
        this.buffers = buffers;
        this.counters = counters;
        this.interfaces = new ForwardingInterface[interfaces.size() + 1];
        for (ForwardingInterface each : interfaces) {
            this.interfaces[each.index()] = each;
        }
    }

    /** Hands what there is to the ports' buffers. */
    void pass() {
        injections.poll(handler, LIMIT);
    }

    private void send(int interfaceIndex, int etherType, long destination, long octets, int length) {
        ForwardingInterface out =
                interfaceIndex > 0 && interfaceIndex < interfaces.length ? interfaces[interfaceIndex] : null;
        long mbuf = out == null || length > out.mtu() ? 0 : cache.take();
        if (out == null || mbuf == 0) {
            counters.count(ExchangeCounter.INJECT_FAILED);
            return;
        }
        int l2 = out.vlanId() == 0 ? Ethernet.LENGTH : Ethernet.TAGGED_LENGTH;
        Mbuf.initialise(mbuf, l2 + length, interfaceIndex);
        long frame = Mbuf.freshData(mbuf);
        long to = Ethernet.macRaw(destination);
        long from = Ethernet.macRaw(out.mac().value());
        int typeRaw = Short.reverseBytes((short) etherType) & 0xffff;
        if (out.vlanId() == 0) {
            Ethernet.writeRaw(frame, to, from, typeRaw);
        } else {
            Ethernet.writeTaggedRaw(frame, to, from, out.vlanId(), typeRaw);
        }
        UnsafeApi.copyMemory(octets, frame + l2, length);
        counters.count(ExchangeCounter.INJECTED);
        counters.countQueued(interfaceIndex, 1, l2 + length);
        buffers[out.port()].add(mbuf);
    }
}
