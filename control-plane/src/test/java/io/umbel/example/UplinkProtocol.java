package io.umbel.example;

import io.umbel.mgm.*;
import java.util.OptionalInt;

/** Asks the router at the far end of one link for what the rest of this router wants, and gives it what it asks for. */
public final class UplinkProtocol implements RoutingProtocolCallbacks {

    /** Messages to the far end. */
    public interface Neighbor {
        void join(SourceGroup entry);

        void prune(SourceGroup entry);
    }

    private static final int PRUNED_SECONDS = 60;

    private final MulticastGroupManager manager;
    private final InterfaceId uplink;
    private final Neighbor neighbor;
    private final ProtocolHandle handle;

    public UplinkProtocol(MulticastGroupManager manager, InterfaceId uplink, Neighbor neighbor) {
        this.manager = manager;
        this.uplink = uplink;
        this.neighbor = neighbor;
        handle = manager.register(this, new ProtocolId(4711, 1));
        manager.takeInterfaceOwnership(handle, uplink);
        // What was joined before we came is not replayed; read it.
        try (GroupEnumeration joined = manager.startGroupEnumeration(handle, GroupEnumType.ALL_SOURCES)) {
            joined.rest().forEach(neighbor::join);
        }
    }

    @Override
    public void onJoinAlert(SourceGroup entry, boolean memberUpdate) {
        neighbor.join(entry);
    }

    @Override
    public OptionalInt onPruneAlert(PruneAlert alert) {
        neighbor.prune(alert.entry());
        return OptionalInt.of(PRUNED_SECONDS);
    }

    /** The far end has receivers: its data is to leave on the link. */
    public void onNeighborJoin(SourceGroup entry) {
        manager.addGroupMembership(handle, entry, uplink, StateFlags.JOIN);
    }

    /** It has none any more. */
    public void onNeighborPrune(SourceGroup entry) {
        manager.deleteGroupMembership(handle, entry, uplink, StateFlags.JOIN);
    }

    /** Interfaces first, then the registration. */
    public void stop() {
        manager.releaseInterfaceOwnership(handle, uplink);
        manager.deregister(handle);
    }
}
