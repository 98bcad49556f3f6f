package io.umbel.controlplane;

import io.umbel.config.StaticMroute;
import io.umbel.mgm.CreationAlert;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.MgmException;
import io.umbel.mgm.MulticastGroupManager;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.PacketUpcalls;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.RpfDecision;
import io.umbel.mgm.RpfQuery;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The protocol client "static": the {@code static-mroutes} of the configuration. It owns the interfaces that they name, has a
 * membership on every outgoing one, and answers for each source and group where the data is to arrive.
 *
 * <p>Its streams have entries before their first packet: {@link #keepInstalled} tells the manager of a packet that has not
 * come yet, at start and whenever an entry has timed out. For the thread that drives the group manager.
 */
final class StaticProtocol implements RoutingProtocolCallbacks {
    /** {@code PROTO_IP_NETMGMT}, as RFC 4292's IANAipRouteProtocol has it: set by management, not by a protocol. */
    static final ProtocolId ID = new ProtocolId(3, 1);

    private static final PacketHeader NO_PACKET = PacketHeader.copyOf(new byte[0], 0, 0);

    private final MulticastGroupManager manager;
    private final PacketUpcalls upcalls;
    private final IgmpSpeaker igmp;
    private final Map<MfeKey, StaticMroute> mroutes = new LinkedHashMap<>();
    private final Set<Integer> taken = new TreeSet<>();
    private @Nullable ProtocolHandle handle;

    /** @param igmp asked what the hosts of an interface want that both own */
    StaticProtocol(MulticastGroupManager manager, PacketUpcalls upcalls, IgmpSpeaker igmp, List<StaticMroute> mroutes) {
        this.manager = manager;
        this.upcalls = upcalls;
        this.igmp = igmp;
        for (StaticMroute mroute : mroutes) {
            this.mroutes.put(key(mroute), mroute);
        }
    }

    /** Registers, takes its interfaces, adds its memberships. */
    void start() {
        ProtocolHandle registered = manager.register(this, ID);
        handle = registered;
        takeInterfaces(registered);
        Set<Receivers> receivers = receivers();
        receivers.forEach(each -> manager.addGroupMembership(registered, each.entry, each.on, StateFlags.JOIN));
    }

    /**
     * Has these routes from now on, and changes only what differs.
     *
     * @return the streams whose route is gone, or leads in from another interface: their entries are of no use any more
     */
    List<MfeKey> replace(List<StaticMroute> others) {
        ProtocolHandle registered = Objects.requireNonNull(handle, "started");
        Map<MfeKey, StaticMroute> before = new LinkedHashMap<>(mroutes);
        Set<Receivers> left = receivers();
        mroutes.clear();
        others.forEach(mroute -> mroutes.put(key(mroute), mroute));
        takeInterfaces(registered);
        Set<Receivers> wanted = receivers();
        for (Receivers each : wanted) {
            if (!left.remove(each)) {
                manager.addGroupMembership(registered, each.entry, each.on, StateFlags.JOIN);
            }
        }
        left.forEach(each -> manager.deleteGroupMembership(registered, each.entry, each.on, StateFlags.JOIN));
        releaseInterfaces(registered);
        Set<MfeKey> useless = new LinkedHashSet<>(before.keySet());
        useless.addAll(mroutes.keySet());
        useless.removeIf(key -> {
            StaticMroute former = before.get(key);
            StaticMroute now = mroutes.get(key);
            return former != null && now != null && former.iif() == now.iif();
        });
        return List.copyOf(useless);
    }

    /** Whether there is a route for the stream. */
    boolean routes(MfeKey key) {
        return mroutes.containsKey(key);
    }

    private record Receivers(SourceGroup entry, InterfaceId on) {}

    private Set<Receivers> receivers() {
        Set<Receivers> receivers = new LinkedHashSet<>();
        for (StaticMroute mroute : mroutes.values()) {
            SourceGroup entry = SourceGroup.of(new Ipv4(mroute.source()), new Ipv4(mroute.group()));
            mroute.oifs().forEach(oif -> receivers.add(new Receivers(entry, InterfaceId.of(oif))));
        }
        return receivers;
    }

    private void takeInterfaces(ProtocolHandle registered) {
        named().filter(index -> !taken.contains(index)).forEach(index -> {
            manager.takeInterfaceOwnership(registered, InterfaceId.of(index));
            taken.add(index);
        });
    }

    private void releaseInterfaces(ProtocolHandle registered) {
        Set<Integer> named = named().boxed().collect(Collectors.toSet());
        for (int index : List.copyOf(taken)) {
            if (!named.contains(index)) {
                manager.releaseInterfaceOwnership(registered, InterfaceId.of(index));
                taken.remove(index);
            }
        }
    }

    private IntStream named() {
        return mroutes.values().stream()
                .flatMapToInt(StaticProtocol::interfaces)
                .distinct()
                .sorted();
    }

    /** Has an entry made for every stream that has none. */
    void keepInstalled() {
        mroutes.forEach((key, mroute) -> {
            if (!isInstalled(key)) {
                upcalls.onNewPacket(key.source(), key.group(), InterfaceId.of(mroute.iif()), NO_PACKET);
            }
        });
    }

    private boolean isInstalled(MfeKey key) {
        try {
            manager.getMfe(key, Integer.MAX_VALUE);
            return true;
        } catch (MgmException notFound) {
            return false;
        }
    }

    @Override
    public RpfDecision onRpf(RpfQuery query) {
        StaticMroute mroute = mroutes.get(new MfeKey(query.group(), query.source()));
        return mroute == null ? query.asFound() : query.asFound().withIncoming(InterfaceId.of(mroute.iif()));
    }

    /**
     * Keeps a source off an interface whose hosts have excluded it. Of an interface that a routing protocol owns, IGMP itself
     * is not asked.
     */
    @Override
    public void onCreationAlert(CreationAlert alert) {
        StaticMroute mroute = mroutes.get(new MfeKey(alert.group(), alert.source()));
        for (CreationAlert.OutgoingInterface branch : alert.outgoing()) {
            boolean configured =
                    mroute != null && mroute.oifs().contains(branch.id().index());
            if (!configured && !igmp.wants(branch.id(), alert.source(), alert.group())) {
                branch.disable();
            }
        }
    }

    private static MfeKey key(StaticMroute mroute) {
        return new MfeKey(new Ipv4(mroute.group()), new Ipv4(mroute.source()));
    }

    private static IntStream interfaces(StaticMroute mroute) {
        return IntStream.concat(
                IntStream.of(mroute.iif()), mroute.oifs().stream().mapToInt(Integer::intValue));
    }
}
