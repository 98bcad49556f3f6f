package io.umbel.igmp;

import io.umbel.mgm.CreationAlert;
import io.umbel.mgm.IgmpCallbacks;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MulticastGroupManager;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The group manager's IGMP client: what the hosts of each interface want becomes memberships there. How is told in
 * {@code docs/igmp.md}.
 *
 * <p>Drive it as {@link IgmpRouter} is driven, which it owns, from the thread that drives the manager and never from inside one of
 * the manager's callbacks.
 */
public final class IgmpClient implements AutoCloseable {

    private final MulticastGroupManager manager;
    private final ProtocolHandle handle;
    private final IgmpRouter router;
    private final Map<InterfaceId, InterfaceMemberships> interfaces = new LinkedHashMap<>();

    /**
     * Registers with the manager.
     *
     * @param componentId distinguishes this client from others of protocol {@link ProtocolId#IGMP}
     * @param sender where queries leave
     */
    public IgmpClient(MulticastGroupManager manager, int componentId, QuerySender sender) {
        this.manager = manager;
        handle = manager.register(new Callbacks(), new ProtocolId(ProtocolId.IGMP, componentId));
        router = new IgmpRouter(sender, (on, group, wanted) -> require(on).change(group, wanted));
    }

    private final class Callbacks implements IgmpCallbacks {

        @Override
        public void onDisableIgmp(InterfaceId changing) {
            require(changing).pause();
        }

        @Override
        public void onEnableIgmp(InterfaceId changed) {
            require(changed).resumeLater();
        }

        @Override
        public void onCreationAlert(CreationAlert alert) {
            for (CreationAlert.OutgoingInterface branch : alert.outgoing()) {
                if (!router.filter(branch.id(), alert.group()).forwards(alert.source())) {
                    branch.disable();
                }
            }
        }
    }

    private InterfaceMemberships require(InterfaceId id) {
        InterfaceMemberships found = interfaces.get(id);
        if (found == null) {
            throw new IllegalStateException("Interface " + id + " is not up; " + interfaces.keySet() + " are allowed.");
        }
        return found;
    }

    /**
     * Enables IGMP on the interface.
     *
     * @throws IllegalStateException if it is up already
     * @throws io.umbel.mgm.MgmException if the manager refuses it
     */
    public void interfaceUp(InterfaceId id, IgmpLink link, IgmpConfig config, long nowMs) {
        if (!interfaces.containsKey(id)) {
            manager.takeInterfaceOwnership(handle, id);
            interfaces.put(id, new InterfaceMemberships(manager, handle, id));
        }
        router.interfaceUp(id, link, config, nowMs);
    }

    /**
     * Disables IGMP on the interface; its memberships go.
     *
     * @throws IllegalStateException if it is not up
     */
    public void interfaceDown(InterfaceId id) {
        router.interfaceDown(id);
        interfaces.remove(id);
        manager.releaseInterfaceOwnership(handle, id);
    }

    /** As {@link IgmpRouter#onDatagram}. */
    public void onDatagram(InterfaceId on, ByteBuffer datagram, long nowMs) {
        router.onDatagram(on, datagram, nowMs);
    }

    /** As {@link IgmpRouter#advance}; also adds again what a change of owner has removed. */
    public void advance(long nowMs) {
        interfaces.values().forEach(InterfaceMemberships::settle);
        router.advance(nowMs);
    }

    /** As {@link IgmpRouter#nextDeadlineMs}; what is overdue after a change of owner is due at once. */
    public OptionalLong nextDeadlineMs() {
        boolean due = interfaces.values().stream().anyMatch(InterfaceMemberships::isDue);
        return due ? OptionalLong.of(Long.MIN_VALUE) : router.nextDeadlineMs();
    }

    /** What the hosts want, for operators and for owners of shared interfaces to read. */
    public IgmpRouter router() {
        return router;
    }

    /**
     * Whether the hosts of an interface want that source's data. For a routing protocol that owns the interface: IGMP has no veto
     * there, so the owner keeps unwanted sources off in its creation alert (docs/igmp.md).
     */
    public boolean wants(InterfaceId on, Ipv4 source, Ipv4 group) {
        return router.filter(on, group).forwards(source);
    }

    /** How often the manager has refused a membership because its table was full. */
    public long refusedMemberships() {
        return interfaces.values().stream()
                .mapToLong(InterfaceMemberships::refused)
                .sum();
    }

    /** Takes all interfaces down and deregisters. */
    @Override
    public void close() {
        for (InterfaceId id : List.copyOf(interfaces.keySet())) {
            interfaceDown(id);
        }
        manager.deregister(handle);
    }
}
