package io.umbel.mgm;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Assembles the outgoing lists of MFEs and keeps them in line with the joins and marks (§4.8). */
final class OutgoingLists {

    private final MembershipTable memberships;
    private final ForwardingCache cache;
    private final AlertRules alerts;

    OutgoingLists(MembershipTable memberships, ForwardingCache cache, AlertRules alerts) {
        this.memberships = memberships;
        this.cache = cache;
        this.alerts = alerts;
    }

    /** What the list of one MFE is to be. */
    InterfaceSet assemble(CachedMfe mfe) {
        return new JoinsOfGroup(mfe.key.group()).assemble(mfe);
    }

    /**
     * After a change of joins or marks on one component's interface: brings every MFE the entry matches into line.
     *
     * @param marking what the change does to the marks of each
     */
    void realign(SourceGroup entry, Client changedBy, Consumer<CachedMfe> marking) {
        JoinsOfGroup joins = null;
        for (CachedMfe mfe : cache.matching(entry)) {
            if (joins == null || !joins.group.equals(mfe.key.group())) {
                joins = new JoinsOfGroup(mfe.key.group());
            }
            marking.accept(mfe);
            realign(mfe, joins.assemble(mfe), changedBy);
        }
    }

    /** The same for one MFE. */
    void realign(CachedMfe mfe, Client changedBy) {
        realign(mfe, assemble(mfe), changedBy);
    }

    private void realign(CachedMfe mfe, InterfaceSet outgoing, Client changedBy) {
        InterfaceSet before = mfe.outgoing;
        if (outgoing.sameAs(before)) {
            return;
        }
        cache.setOutgoing(mfe, outgoing);
        if (before.isEmpty() || outgoing.isEmpty()) {
            alerts.outgoingListTurned(mfe, changedBy);
        }
    }

    /** The joins a group's MFEs have in common, looked up once for all of them. */
    private final class JoinsOfGroup {

        private final Ipv4 group;
        private final InterfaceSet wildcard;
        private final boolean bySource;
        private @Nullable MulticastInterface lastIncoming;
        private InterfaceSet lastWildcard;

        JoinsOfGroup(Ipv4 group) {
            this.group = group;
            wildcard = memberships.wildcardJoins(group);
            bySource = memberships.hasSourceJoins(group);
            lastWildcard = wildcard;
        }

        InterfaceSet assemble(CachedMfe mfe) {
            // Less the incoming interface once for all MFEs that share it, so that they share the list too.
            if (mfe.incoming != lastIncoming) {
                lastIncoming = mfe.incoming;
                lastWildcard = wildcard.without(mfe.incoming);
            }
            return mfe.assemble(bySource ? lastWildcard.union(memberships.joined(mfe.entry)) : lastWildcard);
        }
    }
}
