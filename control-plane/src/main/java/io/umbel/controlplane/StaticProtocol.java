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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
        ProtocolHandle handle = manager.register(this, ID);
        mroutes.values().stream()
                .flatMapToInt(StaticProtocol::interfaces)
                .distinct()
                .sorted()
                .forEach(index -> manager.takeInterfaceOwnership(handle, InterfaceId.of(index)));
        for (StaticMroute mroute : mroutes.values()) {
            SourceGroup entry = SourceGroup.of(new Ipv4(mroute.source()), new Ipv4(mroute.group()));
            for (int oif : mroute.oifs()) {
                manager.addGroupMembership(handle, entry, InterfaceId.of(oif), StateFlags.JOIN);
            }
        }
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
