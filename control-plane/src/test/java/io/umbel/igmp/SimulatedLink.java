package io.umbel.igmp;

import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A link without loss: routers, hosts, and datagrams that take no time but arrive after the call that sent them. The same seed
 * gives the same delays.
 */
final class SimulatedLink {

    static final InterfaceId ON = InterfaceId.of(1);

    final Random random;
    final IgmpConfig config;
    final List<SimulatedHost> hosts = new ArrayList<>();
    private final List<Attached> routers = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atMs).thenComparingLong(Event::number));
    private long eventCount;
    private long nowMs;

    private record Event(long atMs, long number, Runnable body) {}

    private record Attached(Ipv4 address, IgmpRouter router) {}

    SimulatedLink(IgmpConfig config, long seed) {
        this.config = config;
        random = new Random(seed);
    }

    IgmpRouter addRouter(String address) {
        Ipv4 own = Ipv4.parse(address);
        IgmpRouter router = new IgmpRouter(
                (on, datagram, destination) -> later(0, () -> deliver(own, datagram)), (on, group, wanted) -> {});
        routers.add(new Attached(own, router));
        router.interfaceUp(ON, IgmpLink.of(address, 24), config, nowMs);
        return router;
    }

    List<IgmpRouter> routers() {
        return routers.stream().map(Attached::router).toList();
    }

    SimulatedHost addHost(IgmpVersion version) {
        SimulatedHost host =
                new SimulatedHost(this, new Ipv4(Ipv4.parse("10.0.0.100").bits() + hosts.size()), version);
        hosts.add(host);
        return host;
    }

    long nowMs() {
        return nowMs;
    }

    void later(long delayMs, Runnable body) {
        events.add(new Event(nowMs + delayMs, ++eventCount, body));
    }

    void send(Ipv4 from, IgmpMessage message) {
        byte[] datagram = DatagramWriter.write(IgmpDatagram.from(from, message));
        later(0, () -> deliver(from, datagram));
    }

    private void deliver(Ipv4 from, byte[] datagram) {
        for (Attached router : routers) {
            if (!router.address().equals(from)) {
                router.router().onDatagram(ON, ByteBuffer.wrap(datagram), nowMs);
            }
        }
        IgmpMessage message = TestLink.read(datagram).message();
        for (SimulatedHost host : hosts) {
            if (!host.address.equals(from)) {
                host.hear(message);
            }
        }
    }

    /** Time passes; the check runs whenever something has happened and nothing is on its way. */
    void passMs(long ms, Runnable check) {
        long untilMs = nowMs + ms;
        while (true) {
            long nextMs = Math.min(nextEventMs(), nextDeadlineMs());
            if (nextMs > nowMs) {
                check.run();
            }
            if (nextMs > untilMs) {
                nowMs = untilMs;
                return;
            }
            nowMs = Math.max(nowMs, nextMs);
            Event event = events.peek();
            if (event != null && event.atMs() <= nowMs) {
                events.remove(event);
                event.body().run();
            } else {
                routers.forEach(router -> router.router().advance(nowMs));
            }
        }
    }

    private long nextEventMs() {
        Event event = events.peek();
        return event == null ? Long.MAX_VALUE : event.atMs();
    }

    private long nextDeadlineMs() {
        return routers.stream()
                .map(router -> router.router().nextDeadlineMs())
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
