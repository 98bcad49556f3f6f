package io.umbel.controlplane;

import io.umbel.mgm.Callback;
import io.umbel.mgm.CreationAlert;
import io.umbel.mgm.IgmpCallbacks;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.PruneAlert;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.RpfDecision;
import io.umbel.mgm.RpfQuery;
import io.umbel.mgm.SourceGroup;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The callbacks of a client, each reported before it is made. */
class ReportedCallbacks implements RoutingProtocolCallbacks {
    private final RoutingProtocolCallbacks client;
    private final ProtocolId id;
    private final Consumer<Event> events;

    private ReportedCallbacks(RoutingProtocolCallbacks client, ProtocolId id, Consumer<Event> events) {
        this.client = client;
        this.id = id;
        this.events = events;
    }

    static RoutingProtocolCallbacks of(RoutingProtocolCallbacks client, ProtocolId id, Consumer<Event> events) {
        return client instanceof IgmpCallbacks igmp
                ? new OfIgmp(igmp, id, events)
                : new ReportedCallbacks(client, id, events);
    }

    private static final class OfIgmp extends ReportedCallbacks implements IgmpCallbacks {
        private final IgmpCallbacks client;

        private OfIgmp(IgmpCallbacks client, ProtocolId id, Consumer<Event> events) {
            super(client, id, events);
            this.client = client;
        }

        @Override
        public void onDisableIgmp(InterfaceId changing) {
            report(Callback.DISABLE_IGMP, Optional.empty(), Optional.of(changing));
            client.onDisableIgmp(changing);
        }

        @Override
        public void onEnableIgmp(InterfaceId changed) {
            report(Callback.ENABLE_IGMP, Optional.empty(), Optional.of(changed));
            client.onEnableIgmp(changed);
        }
    }

    final void report(Callback callback, Optional<SourceGroup> entry, Optional<InterfaceId> on) {
        events.accept(new Event.CallbackMade(id, callback, entry, on));
    }

    private void report(Callback callback, Ipv4 source, Ipv4 group, InterfaceId on) {
        report(callback, Optional.of(SourceGroup.of(source, group)), Optional.of(on));
    }

    @Override
    public RpfDecision onRpf(RpfQuery query) {
        report(Callback.RPF, query.source(), query.group(), query.route().towards());
        return client.onRpf(query);
    }

    @Override
    public void onCreationAlert(CreationAlert alert) {
        report(Callback.CREATION_ALERT, alert.source(), alert.group(), alert.incoming());
        client.onCreationAlert(alert);
    }

    @Override
    public void onJoinAlert(SourceGroup entry, boolean memberUpdate) {
        report(Callback.JOIN_ALERT, Optional.of(entry), Optional.empty());
        client.onJoinAlert(entry, memberUpdate);
    }

    @Override
    public OptionalInt onPruneAlert(PruneAlert alert) {
        report(Callback.PRUNE_ALERT, Optional.of(alert.entry()), Optional.of(alert.interfaceId()));
        return client.onPruneAlert(alert);
    }

    @Override
    public void onLocalJoin(SourceGroup entry, InterfaceId receivers) {
        report(Callback.LOCAL_JOIN, Optional.of(entry), Optional.of(receivers));
        client.onLocalJoin(entry, receivers);
    }

    @Override
    public void onLocalLeave(SourceGroup entry, InterfaceId receivers) {
        report(Callback.LOCAL_LEAVE, Optional.of(entry), Optional.of(receivers));
        client.onLocalLeave(entry, receivers);
    }

    @Override
    public void onWrongInterface(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header) {
        report(Callback.WRONG_IF, source, group, arrivedOn);
        client.onWrongInterface(source, group, arrivedOn, header);
    }
}
