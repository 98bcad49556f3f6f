package io.umbel.perf.gen;

import io.umbel.dataplane.packet.Ethernet;
import io.umbel.dataplane.packet.Ipv4;
import io.umbel.dpdk.Mbuf;
import io.umbel.dpdk.MbufCache;
import io.umbel.dpdk.RxQueue;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.UnsafeApi;
import org.jspecify.annotations.Nullable;

/**
 * Takes all frames from the tester's ports, and keeps account of those of the present trial: by stream and port what came, twice, out of
 * order, and how long it had been on the way. IGMP goes to the hosts of the port.
 *
 * <p>For the tester's thread.
 */
final class Analyser implements AutoCloseable {
    private static final int IGMP = 2;

    private final List<RxQueue> queues;
    private final List<PlayedHosts> hosts;
    private final MbufCache cache;
    private final LongSupplier clock;
    private final Arena arena = Arena.ofShared();
    private final long burst =
            arena.allocate(ValueLayout.JAVA_LONG, Generator.BURST).address();
    private @Nullable Generator trial;
    private boolean withLatency;
    private @Nullable Flow[][] flows = new Flow[0][];
    private long[][] receivedInSlot = new long[0][];
    private long received;
    private long foreign;
    private long corrupt;
    private long lastAtNanos;

    /** @param hosts by port, as the queues */
    Analyser(List<RxQueue> queues, List<PlayedHosts> hosts, MbufCache cache, LongSupplier clock) {
        this.queues = queues;
        this.hosts = hosts;
        this.cache = cache;
        this.clock = clock;
    }

    /** From now on these frames count, and no others. */
    void begin(Generator newTrial, boolean latencies, int slots) {
        trial = newTrial;
        withLatency = latencies;
        flows = new Flow[queues.size()][newTrial.streams().size()];
        receivedInSlot = new long[queues.size()][slots];
        received = 0;
        foreign = 0;
        corrupt = 0;
        lastAtNanos = 0;
    }

    /** Takes a burst from each port, and returns how many frames that was. */
    int poll() {
        int count = 0;
        for (int port = 0; port < queues.size(); port++) {
            int inBurst = queues.get(port).receive(burst, Generator.BURST);
            if (inBurst > 0) {
                long now = clock.getAsLong();
                for (int i = 0; i < inBurst; i++) {
                    long mbuf = UnsafeApi.getLong(burst + (long) i * Long.BYTES);
                    see(port, Mbuf.data(mbuf), Mbuf.dataLength(mbuf), now);
                    cache.free(mbuf);
                }
                count += inBurst;
            }
        }
        return count;
    }

    private void see(int port, long frame, int length, long now) {
        long ip = FrameTag.ipv4(frame, length);
        if (ip == 0) {
            seeOther(port, frame, length);
            return;
        }
        long tag = FrameTag.inDatagram(ip);
        Generator of = trial;
        if (tag == 0 || of == null || FrameTag.run(tag) != of.run()) {
            seeOther(port, frame, length);
            return;
        }
        int number = FrameTag.stream(tag);
        if (number >= of.streams().size() || !isIntact(of.streams().get(number), ip, tag, length)) {
            corrupt++;
            return;
        }
        Flow flow = flows[port][number];
        if (flow == null) {
            flow = new Flow();
            flows[port][number] = flow;
        }
        long sentAt = FrameTag.sentAt(tag);
        lastAtNanos = now;
        if (flow.record(FrameTag.sequence(tag), sentAt, now, withLatency)) {
            received++;
            receivedInSlot[port][of.slot(sentAt)]++;
        }
    }

    /** Whether addresses, length and header checksum are as they should be. */
    private static boolean isIntact(TestStream stream, long ip, long tag, int length) {
        int expected = stream.length(Integer.toUnsignedLong(FrameTag.sequence(tag)));
        // The tag of the VLAN is the link's, and may come or go on the way.
        int tagged = length - (stream.vlan() == 0 ? expected : expected - Ethernet.TAG_LENGTH);
        return (tagged == 0 || tagged == Ethernet.TAG_LENGTH)
                && Ipv4.source(ip) == stream.source()
                && Ipv4.destination(ip) == stream.group()
                && Ipv4.checksumIsRight(ip, Ipv4.LENGTH);
    }

    private void seeOther(int port, long frame, int length) {
        int ethernet = Ethernet.LENGTH;
        int type = Ethernet.typeRaw(frame);
        if (type == Ethernet.VLAN_RAW) {
            type = Ethernet.taggedTypeRaw(frame);
            ethernet += Ethernet.TAG_LENGTH;
        }
        if (type == Ethernet.IPV4_RAW && length >= ethernet + Ipv4.LENGTH && Ipv4.protocol(frame + ethernet) == IGMP) {
            hosts.get(port).receive(frame + ethernet, length - ethernet);
        } else {
            foreign++;
        }
    }

    /** Different frames of the trial, of all streams and ports. */
    long received() {
        return received;
    }

    /** Frames that were not the trial's, nor IGMP. */
    long foreign() {
        return foreign;
    }

    /** Frames of the trial that arrived with other headers or another length than they should have. */
    long corrupt() {
        return corrupt;
    }

    /** When the last frame of the trial came; 0 if none did. */
    long lastAtNanos() {
        return lastAtNanos;
    }

    /** When the first frame of the stream came to the port; 0 if none did. */
    long firstAtNanos(int port, int stream) {
        Flow flow = flows[port][stream];
        return flow == null ? 0 : flow.firstAtNanos();
    }

    /** When the last one did. */
    long lastAtNanos(int port, int stream) {
        Flow flow = flows[port][stream];
        return flow == null ? 0 : flow.lastAtNanos();
    }

    /** How many different frames of the stream came to the port. */
    long received(int port, int stream) {
        Flow flow = flows[port][stream];
        return flow == null ? 0 : flow.received();
    }

    long[] receivedInSlots(int port) {
        return receivedInSlot[port].clone();
    }

    /** What came, for every stream and each port that was to receive it or did. */
    List<FlowFigures> figures() {
        List<FlowFigures> figures = new ArrayList<>();
        Generator of = trial;
        if (of == null) {
            return figures;
        }
        for (int stream = 0; stream < of.streams().size(); stream++) {
            for (int port = 0; port < queues.size(); port++) {
                boolean expected = of.streams().get(stream).expectedAt().get(port);
                Flow flow = flows[port][stream];
                if (expected || flow != null) {
                    figures.add(
                            (flow == null ? new Flow() : flow).figures(stream, port, expected ? of.sent(stream) : 0));
                }
            }
        }
        return figures;
    }

    @Override
    public void close() {
        arena.close();
    }
}
