package io.umbel.mgm;

import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Who gets which alert (§4). Recipients are settled when an alert is queued, not when it is delivered. */
final class AlertRules {

    private final ClientRegistry registry;
    private final InterfaceTable interfaces;
    private final MulticastRib rib;
    private final ForwardingCache cache;
    private final CallbackDispatcher dispatcher;

    AlertRules(
            ClientRegistry registry,
            InterfaceTable interfaces,
            MulticastRib rib,
            ForwardingCache cache,
            CallbackDispatcher dispatcher) {
        this.registry = registry;
        this.interfaces = interfaces;
        this.rib = rib;
        this.cache = cache;
        this.dispatcher = dispatcher;
    }

    /** IGMP has added on an interface that a routing protocol owns (§4.5). */
    void localJoin(Client owner, SourceGroup entry, MulticastInterface on) {
        dispatcher.queue(owner, Callback.LOCAL_JOIN, callbacks -> callbacks.onLocalJoin(entry, on.id));
    }

    /** IGMP has deleted on an interface that a routing protocol owns (§4.5). */
    void localLeave(Client owner, SourceGroup entry, MulticastInterface on) {
        dispatcher.queue(owner, Callback.LOCAL_LEAVE, callbacks -> callbacks.onLocalLeave(entry, on.id));
    }

    /**
     * A component has become interested in an entry on an interface (§4.2 to §4.4).
     *
     * @param others the components that were interested before
     * @param exempt X: the component itself and whose membership it is
     */
    void membershipJoin(SourceGroup entry, List<Client> others, Client component, Collection<Client> exempt) {
        for (Client recipient : membershipRecipients(entry, others, component)) {
            if (!exempt.contains(recipient)) {
                dispatcher.queue(recipient, Callback.JOIN_ALERT, callbacks -> callbacks.onJoinAlert(entry, true));
            }
        }
    }

    /**
     * A component's interest in an entry on an interface has ended (§4.2 to §4.4).
     *
     * @param others the components that are still interested
     * @param exempt X: the component itself and whose membership it was
     */
    void membershipPrune(
            SourceGroup entry,
            MulticastInterface on,
            List<Client> others,
            Client component,
            Collection<Client> exempt) {
        PruneAlert alert = new PruneAlert(entry, on.id, true);
        for (Client recipient : membershipRecipients(entry, others, component)) {
            if (!exempt.contains(recipient)) {
                dispatcher.queue(recipient, Callback.PRUNE_ALERT, callbacks -> callbacks.onPruneAlert(alert));
            }
        }
    }

    /** Joins and prunes mirror each other: what counts is who else is interested. */
    private Collection<Client> membershipRecipients(SourceGroup entry, List<Client> others, Client component) {
        if (others.contains(component)) {
            return List.of();
        }
        if (entry.namesSource()) {
            Client upstream = others.isEmpty() ? upstreamOwner(entry.source()) : null;
            return upstream == null ? List.of() : List.of(upstream);
        }
        return switch (others.size()) {
            case 0 -> registry.inOrder();
            case 1 -> others;
            default -> List.of();
        };
    }

    /** U(s): the component of the interface towards the source. */
    private @Nullable Client upstreamOwner(Ipv4 source) {
        return rib.lookup(source)
                .map(route -> interfaces.component(route.towards()))
                .orElse(null);
    }

    /**
     * The outgoing list of an existing MFE has become empty, or has stopped being so, by a change on that component
     * (§4.7).
     */
    void outgoingListTurned(CachedMfe mfe, Client changedBy) {
        Client upstream = mfe.incoming.component();
        if (upstream == null || upstream == changedBy) {
            return;
        }
        if (mfe.outgoing.isEmpty()) {
            dispatcher.queue(() -> cache.restart(mfe, timeOutFrom(upstream, mfe)));
        } else {
            dispatcher.queue(upstream, Callback.JOIN_ALERT, callbacks -> callbacks.onJoinAlert(mfe.entry, false));
        }
    }

    /**
     * An MFE has been made and is about to be installed (§4.6, step 5).
     *
     * @return how many seconds it is to live
     */
    int mfeMade(CachedMfe mfe, Client upstream) {
        if (mfe.outgoing.isEmpty()) {
            return timeOutFrom(upstream, mfe);
        }
        if (servesAnother(mfe.outgoing, upstream)) {
            dispatcher.tell(upstream, Callback.JOIN_ALERT, callbacks -> callbacks.onJoinAlert(mfe.entry, false));
        }
        return CachedMfe.DEFAULT_TIME_OUT_SECONDS;
    }

    private static boolean servesAnother(InterfaceSet outgoing, Client upstream) {
        for (int i = 0; i < outgoing.size(); i++) {
            if (outgoing.get(i).component() != upstream) {
                return true;
            }
        }
        return false;
    }

    /** Sends the prune alert and takes the time-out it is answered with. */
    private int timeOutFrom(Client upstream, CachedMfe mfe) {
        PruneAlert alert = new PruneAlert(mfe.entry, mfe.incoming.id, false);
        int answered = dispatcher
                .ask(upstream, Callback.PRUNE_ALERT, callbacks -> callbacks.onPruneAlert(alert), OptionalInt.empty())
                .orElse(0);
        return answered > 0 ? answered : CachedMfe.DEFAULT_TIME_OUT_SECONDS;
    }
}
