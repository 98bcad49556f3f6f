package io.umbel.controlplane;

import io.umbel.config.ApplianceConfig;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.PacketHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes over from one configuration to another between two publications. An entry that goes on the way, because its interface
 * changed hands, is made again before anybody sees that it was gone: if it forwards as before, nothing is published of it at
 * all. For the thread that drives the group manager.
 */
final class Transition {
    private static final PacketHeader NO_PACKET = PacketHeader.copyOf(new byte[0], 0, 0);

    private final SerializedGroupManager manager;
    private final MfePublisher publisher;
    private final StaticProtocol staticProtocol;
    private final IgmpSpeaker igmp;
    private final MulticastRoutes routes;

    Transition(
            SerializedGroupManager manager,
            MfePublisher publisher,
            StaticProtocol staticProtocol,
            IgmpSpeaker igmp,
            MulticastRoutes routes) {
        this.manager = manager;
        this.publisher = publisher;
        this.staticProtocol = staticProtocol;
        this.igmp = igmp;
        this.routes = routes;
    }

    void make(ApplianceConfig from, ApplianceConfig to, MulticastRoutes wanted) {
        Set<MfeKey> withoutRoute = new HashSet<>();
        for (int i = 0; i < from.interfaces().size(); i++) {
            igmp.reconfigure(from.interfaces().get(i), to.interfaces().get(i));
        }
        List<MfeKey> rerouted =
                from.routes().equals(to.routes()) && from.staticMroutes().equals(to.staticMroutes())
                        ? List.of()
                        : rerouted(wanted);
        routes.become(wanted);
        if (!from.staticMroutes().equals(to.staticMroutes())) {
            for (MfeKey key : staticProtocol.replace(to.staticMroutes())) {
                manager.clear(key);
                if (!staticProtocol.routes(key)) {
                    withoutRoute.add(key);
                }
            }
        }
        rerouted.forEach(manager::clear);
        igmp.settle();
        staticProtocol.keepInstalled();
        for (Mfe mfe : publisher.withdrawals()) {
            Ipv4 source = new Ipv4(mfe.source());
            Ipv4 group = new Ipv4(mfe.group());
            if (!withoutRoute.contains(new MfeKey(group, source))) {
                manager.onNewPacket(source, group, InterfaceId.of(mfe.iif()), NO_PACKET);
            }
        }
    }

    /** The entries whose source is reached another way. */
    private List<MfeKey> rerouted(MulticastRoutes wanted) {
        Map<Ipv4, Boolean> differs = new HashMap<>();
        List<MfeKey> keys = new ArrayList<>();
        for (io.umbel.mgm.Mfe mfe : manager.mfes()) {
            if (differs.computeIfAbsent(
                    mfe.key().source(), source -> !routes.lookup(source).equals(wanted.lookup(source)))) {
                keys.add(mfe.key());
            }
        }
        return keys;
    }
}
