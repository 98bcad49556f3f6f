package io.umbel.mgm.model;

import io.umbel.mgm.Callback;
import io.umbel.mgm.CreationAlert;
import io.umbel.mgm.Forwarder;
import io.umbel.mgm.ForwardingEntry;
import io.umbel.mgm.GroupEnumType;
import io.umbel.mgm.GroupEnumeration;
import io.umbel.mgm.GroupManagerCore;
import io.umbel.mgm.IgmpCallbacks;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.Mfe;
import io.umbel.mgm.MfeCounters;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.MgmEnvironment;
import io.umbel.mgm.MgmException;
import io.umbel.mgm.MgmOptions;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.PruneAlert;
import io.umbel.mgm.Route;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.RpfDecision;
import io.umbel.mgm.RpfQuery;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * The group manager itself, with clients that answer as the {@link World} says and a packet path that keeps its
 * entries.
 */
final class RealManager extends Subject {

    private static final PacketHeader HEADER = PacketHeader.copyOf(new byte[20], 0, 20);

    private final Map<Ipv4, Route> routes = new HashMap<>();
    private final TreeMap<MfeKey, ForwardingEntry> installed = new TreeMap<>();
    /** Every command to the packet path, in order. */
    final List<String> forwarderCommands = new ArrayList<>();

    private final List<ProtocolHandle> handles = new ArrayList<>();
    private final GroupManagerCore core;
    private long nowMs;

    RealManager() {
        core = new GroupManagerCore(
                new MgmEnvironment(
                        source -> Optional.ofNullable(routes.get(source)),
                        new Entries(),
                        () -> nowMs,
                        (client, callback, thrown) -> {
                            if (!"planned".equals(thrown.getMessage())) {
                                throw new AssertionError("a callback failed", thrown);
                            }
                        }),
                MgmOptions.DEFAULTS);
        // Handles from elsewhere, so that those not registered here have one that is not valid.
        GroupManagerCore elsewhere = new GroupManagerCore(
                new MgmEnvironment(source -> Optional.empty(), new Entries(), () -> 0, (c, b, t) -> {}),
                MgmOptions.DEFAULTS);
        World.IDS.forEach(id -> handles.add(elsewhere.register(new RoutingProtocolCallbacks() {}, id)));
    }

    private final class Entries implements Forwarder {
        @Override
        public void install(ForwardingEntry entry) {
            forwarderCommands.add("install " + entry);
            installed.put(entry.key(), entry);
        }

        @Override
        public void remove(MfeKey key) {
            forwarderCommands.add("remove " + key);
            installed.remove(key);
        }

        @Override
        public MfeCounters counters(MfeKey key) {
            return MfeCounters.NONE;
        }
    }

    private final class Client implements IgmpCallbacks {

        private final int number;

        Client(int number) {
            this.number = number;
        }

        @Override
        public RpfDecision onRpf(RpfQuery query) {
            SourceGroup about = SourceGroup.of(query.source(), query.group());
            Route route = query.route();
            calledBack(number, Callback.RPF, about, route);
            return query.asFound()
                    .withIncoming(World.rpfInterface(number, about, route.towards()))
                    .withUpstreamNeighbor(World.rpfNeighbor(number, about, route.upstreamNeighbor()));
        }

        @Override
        public void onCreationAlert(CreationAlert alert) {
            SourceGroup about = SourceGroup.of(alert.source(), alert.group());
            List<String> shown = alert.outgoing().stream()
                    .map(each -> each.id() + (each.igmpEnabled() ? "+I" : ""))
                    .toList();
            calledBack(number, Callback.CREATION_ALERT, about, alert.incoming(), shown);
            alert.outgoing().stream()
                    .filter(each -> World.vetoes(number, about, each.id()))
                    .forEach(CreationAlert.OutgoingInterface::disable);
        }

        @Override
        public void onJoinAlert(SourceGroup entry, boolean memberUpdate) {
            calledBack(number, Callback.JOIN_ALERT, entry, memberUpdate);
        }

        @Override
        public OptionalInt onPruneAlert(PruneAlert alert) {
            calledBack(number, Callback.PRUNE_ALERT, alert.entry(), alert.interfaceId(), alert.memberDelete());
            return World.timeOut(number, alert.entry());
        }

        @Override
        public void onLocalJoin(SourceGroup entry, InterfaceId receivers) {
            calledBack(number, Callback.LOCAL_JOIN, entry, receivers);
        }

        @Override
        public void onLocalLeave(SourceGroup entry, InterfaceId receivers) {
            calledBack(number, Callback.LOCAL_LEAVE, entry, receivers);
        }

        @Override
        public void onWrongInterface(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header) {
            calledBack(number, Callback.WRONG_IF, new MfeKey(group, source), arrivedOn);
        }

        @Override
        public void onDisableIgmp(InterfaceId changing) {
            calledBack(number, Callback.DISABLE_IGMP, changing);
        }

        @Override
        public void onEnableIgmp(InterfaceId changed) {
            calledBack(number, Callback.ENABLE_IGMP, changed);
        }
    }

    @Override
    void register(int client) {
        answered(() -> handles.set(client, core.register(new Client(client), World.IDS.get(client))));
    }

    @Override
    void deregister(int client) {
        answered(() -> core.deregister(handles.get(client)));
    }

    @Override
    void take(int client, InterfaceId on) {
        answered(() -> core.takeInterfaceOwnership(handles.get(client), on));
    }

    @Override
    void release(int client, InterfaceId on) {
        answered(() -> core.releaseInterfaceOwnership(handles.get(client), on));
    }

    @Override
    void add(int client, SourceGroup entry, InterfaceId on, int flags) {
        answered(() -> core.addGroupMembership(handles.get(client), entry, on, StateFlags.of(flags)));
    }

    @Override
    void delete(int client, SourceGroup entry, InterfaceId on, int flags) {
        answered(() -> core.deleteGroupMembership(handles.get(client), entry, on, StateFlags.of(flags)));
    }

    @Override
    void setMfe(int client, MfeKey key) {
        answered(() -> core.setMfe(handles.get(client), key, Ipv4.parse("10.97.0." + client)));
    }

    @Override
    void packet(MfeKey key, InterfaceId on) {
        ForwardingEntry entry = installed.get(key);
        boolean forwarded;
        if (entry == null) {
            forwarded = core.onNewPacket(key.source(), key.group(), on, HEADER);
        } else {
            forwarded = entry.incoming().equals(on);
            if (!forwarded) {
                core.onWrongInterface(key.source(), key.group(), on, HEADER);
            }
        }
        ForwardingEntry by = installed.get(key);
        trace.add("packet leaves on " + (forwarded && by != null ? by.outgoing() : List.of()));
    }

    @Override
    void advance(int ms) {
        nowMs += ms;
        core.expire();
    }

    @Override
    void reroute(int source, InterfaceId towards) {
        Ipv4 address = World.SOURCES.get(source);
        routes.put(address, World.routeTo(address, towards));
    }

    @Override
    List<Mfe> mfes() {
        List<Mfe> mfes = new ArrayList<>();
        core.mfes().forEach(mfes::add);
        return mfes;
    }

    /** What the packet path has, which must be what the readers see. */
    List<ForwardingEntry> installed() {
        return List.copyOf(installed.values());
    }

    @Override
    Set<SourceGroup> groups() {
        for (ProtocolHandle handle : handles) {
            try (GroupEnumeration enumeration = core.startGroupEnumeration(handle, GroupEnumType.ALL_SOURCES)) {
                return new HashSet<>(enumeration.rest());
            } catch (MgmException notRegistered) {
                // Then another of them may be.
            }
        }
        return Set.of();
    }

    @Override
    Map<InterfaceId, ProtocolId> owners() {
        Map<InterfaceId, ProtocolId> owners = new HashMap<>();
        for (InterfaceId on : World.INTERFACES) {
            try {
                owners.put(on, core.protocolOnInterface(on));
            } catch (MgmException unknown) {
                // Not in the map, then.
            }
        }
        return owners;
    }
}
