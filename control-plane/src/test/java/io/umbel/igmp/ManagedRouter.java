package io.umbel.igmp;

import io.umbel.mgm.Forwarder;
import io.umbel.mgm.ForwardingEntry;
import io.umbel.mgm.GroupManagerCore;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeCounters;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.MgmEnvironment;
import io.umbel.mgm.MgmOptions;
import io.umbel.mgm.MulticastGroupManager;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.Route;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A group manager with its IGMP client on interfaces 1 and 2, and a protocol that owns 9, where all sources are. */
final class ManagedRouter {

    static final InterfaceId ONE = InterfaceId.of(1);
    static final InterfaceId TWO = InterfaceId.of(2);
    static final InterfaceId UPSTREAM = InterfaceId.of(9);

    /** What the packet path forwards by. */
    final Map<MfeKey, ForwardingEntry> installed = new TreeMap<>();
    /** What the client has asked of the manager since the last look. */
    final List<String> calls = new ArrayList<>();
    /** What a callback threw. */
    final List<Throwable> failures = new ArrayList<>();

    final GroupManagerCore manager;
    final IgmpClient client;
    private final ProtocolHandle owner;
    long nowMs = 1_000_000;

    ManagedRouter(MgmOptions options, IgmpConfig config) {
        manager = new GroupManagerCore(
                new MgmEnvironment(
                        source -> Optional.of(new Route(
                                UPSTREAM, Ipv4.ZERO, 1, Ipv4.parse("192.0.2.0"), Ipv4.parse("255.255.255.0"))),
                        new Installed(),
                        () -> nowMs,
                        (protocol, callback, thrown) -> failures.add(thrown)),
                options);
        ProtocolHandle upstream = manager.register(new RoutingProtocolCallbacks() {}, new ProtocolId(101, 1));
        manager.takeInterfaceOwnership(upstream, UPSTREAM);
        owner = manager.register(new RoutingProtocolCallbacks() {}, new ProtocolId(102, 1));
        client = new IgmpClient(recording(manager), 1, (on, datagram, destination) -> {});
        client.interfaceUp(ONE, IgmpLink.of("10.0.1.1", 24), config, nowMs);
        client.interfaceUp(TWO, IgmpLink.of("10.0.2.1", 24), config, nowMs);
        calls.clear();
    }

    static ManagedRouter withDefaults() {
        return new ManagedRouter(MgmOptions.DEFAULTS, IgmpConfig.DEFAULTS);
    }

    private final class Installed implements Forwarder {
        @Override
        public void install(ForwardingEntry entry) {
            installed.put(entry.key(), entry);
        }

        @Override
        public void remove(MfeKey key) {
            installed.remove(key);
        }

        @Override
        public MfeCounters counters(MfeKey key) {
            return MfeCounters.NONE;
        }
    }

    private MulticastGroupManager recording(MulticastGroupManager real) {
        return (MulticastGroupManager) Proxy.newProxyInstance(
                MulticastGroupManager.class.getClassLoader(),
                new Class<?>[] {MulticastGroupManager.class},
                (proxy, method, arguments) -> {
                    if (method.getName().endsWith("GroupMembership")) {
                        String verb = method.getName().startsWith("add") ? "add" : "delete";
                        calls.add(verb + " " + show((SourceGroup) arguments[1]) + " " + arguments[3]);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static String show(SourceGroup entry) {
        return entry.namesSource() ? TestLink.show(List.of(entry.source())) : "*";
    }

    void report(InterfaceId on, Ipv4 group, RecordType type, int... sources) {
        Ipv4 host = Ipv4.parse("10.0." + on.index() + ".100");
        IgmpMessage report =
                new IgmpMessage.ReportV3(List.of(new GroupRecord(type, group, List.copyOf(TestLink.sources(sources)))));
        client.onDatagram(on, ByteBuffer.wrap(DatagramWriter.write(IgmpDatagram.from(host, report))), nowMs);
    }

    void report(RecordType type, int... sources) {
        report(ONE, TestLink.G, type, sources);
    }

    void passMs(long ms) {
        long untilMs = nowMs + ms;
        for (OptionalLong next = client.nextDeadlineMs();
                next.isPresent() && next.getAsLong() <= untilMs;
                next = client.nextDeadlineMs()) {
            nowMs = Math.max(nowMs, next.getAsLong());
            client.advance(nowMs);
        }
        nowMs = untilMs;
    }

    /** A packet of that source: makes the MFE if there is none. */
    void packet(int source, Ipv4 group) {
        manager.onNewPacket(TestLink.s(source), group, UPSTREAM, PacketHeader.copyOf(new byte[20], 0, 20));
    }

    /** Where that source's packets leave; nowhere if there is no MFE. */
    List<Integer> outgoing(int source) {
        ForwardingEntry entry = installed.get(new MfeKey(TestLink.G, TestLink.s(source)));
        return entry == null
                ? List.of()
                : entry.outgoing().stream().map(InterfaceId::index).toList();
    }

    void ownerTakes(InterfaceId id) {
        manager.takeInterfaceOwnership(owner, id);
    }

    void ownerReleases(InterfaceId id) {
        manager.releaseInterfaceOwnership(owner, id);
    }

    void ownerJoins(SourceGroup entry, InterfaceId on) {
        manager.addGroupMembership(owner, entry, on, StateFlags.JOIN);
    }

    /** The calls since the last look. */
    List<String> calls() {
        List<String> made = List.copyOf(calls);
        calls.clear();
        return made;
    }
}
