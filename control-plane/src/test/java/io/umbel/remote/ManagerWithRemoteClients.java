package io.umbel.remote;

import io.umbel.mgm.Callback;
import io.umbel.mgm.Forwarder;
import io.umbel.mgm.ForwardingEntry;
import io.umbel.mgm.GroupManagerCore;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeCounters;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.MgmEnvironment;
import io.umbel.mgm.MgmOptions;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.Route;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A group manager with a local protocol on interface 1, remote clients, and a clock that stands until it is moved. Source 10.N.x.y
 * is towards interface N.
 */
final class ManagerWithRemoteClients {
    static final RemoteLimits LIMITS = new RemoteLimits(Duration.ofMillis(50), Duration.ofSeconds(8), 2);
    static final ProtocolId REMOTE = new ProtocolId(100, 1);
    static final Terms ANSWERS_ALL = new Terms(Set.of(Callback.RPF, Callback.CREATION_ALERT), OptionalInt.of(77));
    static final Terms ANSWERS_NOTHING = new Terms(Set.of(), OptionalInt.empty());
    static final Ipv4 GROUP = Ipv4.parse("239.1.1.1");
    static final SourceGroup ANY = SourceGroup.anySource(GROUP);

    private static final PacketHeader HEADER = PacketHeader.copyOf(new byte[20], 0, 20);

    final Map<MfeKey, ForwardingEntry> entries = new HashMap<>();
    final GroupManagerCore manager;
    final RemoteProtocols remote;
    final ProtocolHandle local;
    private long nowNs;

    ManagerWithRemoteClients() {
        Forwarder forwarder = new Forwarder() {
            @Override
            public void install(ForwardingEntry entry) {
                entries.put(entry.key(), entry);
            }

            @Override
            public void remove(MfeKey key) {
                entries.remove(key);
            }

            @Override
            public MfeCounters counters(MfeKey key) {
                return MfeCounters.NONE;
            }
        };
        manager = new GroupManagerCore(
                new MgmEnvironment(
                        source -> Optional.of(routeTo(source)),
                        forwarder,
                        () -> nowNs / 1_000_000,
                        (client, callback, thrown) -> {
                            throw new AssertionError(client + " " + callback, thrown);
                        }),
                MgmOptions.DEFAULTS);
        local = manager.register(new RoutingProtocolCallbacks() {}, new ProtocolId(8, 1));
        manager.takeInterfaceOwnership(local, InterfaceId.of(1));
        remote = new RemoteProtocols(manager, manager, () -> nowNs, LIMITS);
    }

    private static Route routeTo(Ipv4 source) {
        return new Route(
                InterfaceId.of(source.bits() >>> 16 & 0xff),
                Ipv4.ZERO,
                3,
                new Ipv4(source.bits() >>> 16 << 16),
                Ipv4.mask(16));
    }

    /** Time passes, and what is due is done. */
    void pass(Duration time) {
        nowNs += time.toNanos();
        remote.advance();
    }

    /** The same in so many steps of a second. */
    void passSeconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            pass(Duration.ofSeconds(1));
        }
    }

    void packet(String source) {
        manager.onNewPacket(Ipv4.parse(source), GROUP, InterfaceId.of(1), HEADER);
    }

    Optional<ForwardingEntry> entry(String source) {
        return Optional.ofNullable(entries.get(new MfeKey(GROUP, Ipv4.parse(source))));
    }

    void locallyJoin(SourceGroup entry) {
        manager.addGroupMembership(local, entry, InterfaceId.of(1), StateFlags.JOIN);
    }

    /** Connected, registered, with these interfaces. */
    RemoteSession connected(RecordingClient client, Terms terms, int... interfaces) {
        RemoteSession session = remote.connect(client);
        session.register(REMOTE, terms, false);
        for (int each : interfaces) {
            session.takeInterfaceOwnership(InterfaceId.of(each));
        }
        return session;
    }

    /** Connected again, its registration gone on with. */
    RemoteSession connectedAgain(RecordingClient client) {
        RemoteSession session = remote.connect(client);
        session.register(REMOTE, ANSWERS_NOTHING, true);
        return session;
    }
}
