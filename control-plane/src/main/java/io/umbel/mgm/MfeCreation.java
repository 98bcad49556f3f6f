package io.umbel.mgm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes an MFE when the packet path reports a packet that has none (§4.6). */
final class MfeCreation {

    private final ClientRegistry registry;
    private final InterfaceTable interfaces;
    private final MulticastRib rib;
    private final ForwardingCache cache;
    private final OutgoingLists lists;
    private final AlertRules alerts;
    private final CallbackDispatcher dispatcher;
    private final int maxMfes;

    MfeCreation(
            ClientRegistry registry,
            InterfaceTable interfaces,
            MulticastRib rib,
            ForwardingCache cache,
            OutgoingLists lists,
            AlertRules alerts,
            CallbackDispatcher dispatcher,
            int maxMfes) {
        this.registry = registry;
        this.interfaces = interfaces;
        this.rib = rib;
        this.cache = cache;
        this.lists = lists;
        this.alerts = alerts;
        this.dispatcher = dispatcher;
        this.maxMfes = maxMfes;
    }

    /** The MFE for such a packet, new or old; none if the packet is to be dropped unasked. */
    Optional<CachedMfe> forPacket(Ipv4 source, Ipv4 group, PacketHeader header) {
        CachedMfe existing = cache.find(new MfeKey(group, source));
        if (existing != null) {
            return Optional.of(existing);
        }
        if (!group.isGroup() || source.isZero() || source.isGroup() || cache.size() >= maxMfes) {
            return Optional.empty();
        }
        try {
            return rib.lookup(source).flatMap(route -> make(SourceGroup.of(source, group), route, header));
        } catch (AnswerPendingException pending) {
            return Optional.empty();
        }
    }

    private Optional<CachedMfe> make(SourceGroup entry, Route route, PacketHeader header) {
        MulticastInterface expected = interfaces.find(route.towards());
        Client upstream = expected == null ? null : expected.component();
        if (expected == null || upstream == null) {
            return Optional.empty();
        }
        RpfQuery query = new RpfQuery(entry.source(), entry.group(), route, header);
        RpfDecision decision =
                dispatcher.ask(upstream, Callback.RPF, callbacks -> callbacks.onRpf(query), query.asFound());
        MulticastInterface wanted = interfaces.find(decision.incoming());
        MulticastInterface incoming = wanted != null && wanted.component() == upstream ? wanted : expected;

        CachedMfe mfe = new CachedMfe(entry, incoming, decision.upstreamNeighbor(), decision.route());
        offerVetoes(mfe, lists.assemble(mfe));
        mfe.outgoing = lists.assemble(mfe);
        int timeOutSeconds = alerts.mfeMade(mfe, upstream);
        // The upstream protocol may have joined from inside the alert.
        mfe.outgoing = lists.assemble(mfe);
        cache.add(mfe, timeOutSeconds);
        return Optional.of(mfe);
    }

    /**
     * CREATION alerts to those with interfaces on the list, in order of registration.
     *
     * @throws AnswerPendingException after all have been alerted, if one of them puts its answer off
     */
    private void offerVetoes(CachedMfe mfe, InterfaceSet outgoing) {
        if (outgoing.isEmpty()) {
            return;
        }
        AnswerPendingException putOff = null;
        for (Client client : registry.inOrder()) {
            List<CreationAlert.OutgoingInterface> own = interfacesOf(client, outgoing);
            if (!own.isEmpty()) {
                CreationAlert alert =
                        new CreationAlert(mfe.entry.source(), mfe.entry.group(), mfe.incoming.id, List.copyOf(own));
                try {
                    dispatcher.tell(client, Callback.CREATION_ALERT, callbacks -> callbacks.onCreationAlert(alert));
                    own.forEach(branch -> apply(branch, mfe));
                } catch (AnswerPendingException pending) {
                    putOff = pending;
                }
            }
        }
        if (putOff != null) {
            mfe.clearMarks();
            throw putOff;
        }
    }

    private void apply(CreationAlert.OutgoingInterface branch, CachedMfe mfe) {
        MulticastInterface vetoed = branch.enabled() ? null : interfaces.find(branch.id());
        if (vetoed != null) {
            mfe.withhold(vetoed);
        }
    }

    private static List<CreationAlert.OutgoingInterface> interfacesOf(Client client, InterfaceSet outgoing) {
        List<CreationAlert.OutgoingInterface> own = new ArrayList<>();
        for (int i = 0; i < outgoing.size(); i++) {
            MulticastInterface branch = outgoing.get(i);
            if (branch.component() == client) {
                own.add(new CreationAlert.OutgoingInterface(branch.id, branch.igmp != null));
            }
        }
        return own;
    }
}
