package io.umbel.mgm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Adds and deletes memberships, with all that follows for alerts and MFEs (§2.7, §2.8, §4). */
final class MembershipChanges {

    private final MembershipTable memberships;
    private final OutgoingLists lists;
    private final AlertRules alerts;
    private final MembershipObserver observer;
    private final int maxMemberships;
    private int count;

    MembershipChanges(
            MembershipTable memberships,
            OutgoingLists lists,
            AlertRules alerts,
            MembershipObserver observer,
            int maxMemberships) {
        this.memberships = memberships;
        this.lists = lists;
        this.alerts = alerts;
        this.observer = observer;
        this.maxMemberships = maxMemberships;
    }

    /** How many memberships there are, by who added them. */
    int count() {
        return count;
    }

    void add(Client adder, Client component, SourceGroup entry, MulticastInterface on, StateFlags flags) {
        boolean newJoin = flags.join() && join(adder, component, entry, on);
        if (flags.forward()) {
            lists.realign(entry, component, mfe -> mfe.forward(on));
        } else if (newJoin) {
            lists.realign(entry, component, mfe -> mfe.allow(on));
        }
    }

    /** Records the membership; true if nobody held it on that interface before. */
    private boolean join(Client adder, Client component, SourceGroup entry, MulticastInterface on) {
        Membership found = memberships.find(entry);
        if (found != null && found.isHeldBy(adder, on)) {
            return false;
        }
        if (count >= maxMemberships) {
            throw new MgmException(
                    MgmStatus.NOT_ENOUGH_MEMORY,
                    "There are " + count + " memberships; more than " + maxMemberships + " are not allowed here.");
        }
        Membership membership = memberships.findOrAdd(entry);
        boolean first = !membership.joined().contains(on);
        List<Client> before = membership.components();
        membership.add(adder, on);
        on.memberships.add(membership);
        count++;
        observer.changed(true, adder.id(), entry, on.id);
        if (adder.isIgmp() && on.owner != null) {
            alerts.localJoin(on.owner, entry, on);
        }
        if (first) {
            alerts.membershipJoin(entry, before, component, List.of(component, adder));
        }
        return first;
    }

    void delete(Client adder, Client component, SourceGroup entry, MulticastInterface on, StateFlags flags) {
        boolean ended = false;
        if (flags.join()) {
            Membership membership = memberships.find(entry);
            if (membership == null || !membership.isHeldBy(adder, on)) {
                throw new MgmException(
                        MgmStatus.NOT_FOUND,
                        adder + " has no membership for " + entry + " on " + on
                                + "; deleting what it added is allowed.");
            }
            ended = leave(List.of(adder), component, membership, on, true);
        }
        if (flags.forward()) {
            lists.realign(entry, component, mfe -> mfe.withhold(on));
        } else if (ended) {
            lists.realign(entry, component, mfe -> {});
        }
    }

    /**
     * Deletes the memberships that some clients hold on an interface, as if one by one, in the order of their entries
     * (§5.2).
     *
     * @param tellOwner whether the owner gets LOCAL_LEAVE for IGMP's
     */
    void deleteAll(Set<Client> adders, Client component, MulticastInterface on, boolean tellOwner) {
        Set<Membership> inOrder = new TreeSet<>(Comparator.comparing(membership -> membership.entry));
        inOrder.addAll(on.memberships);
        for (Membership membership : inOrder) {
            List<Client> holders = new ArrayList<>(adders);
            holders.removeIf(adder -> !membership.isHeldBy(adder, on));
            if (!holders.isEmpty() && leave(holders, component, membership, on, tellOwner)) {
                lists.realign(membership.entry, component, mfe -> {});
            }
        }
    }

    /** Forgets the membership; true if now nobody holds it on that interface. */
    private boolean leave(
            List<Client> holders, Client component, Membership membership, MulticastInterface on, boolean tellOwner) {
        SourceGroup entry = membership.entry;
        Set<Client> exempt = new HashSet<>(holders);
        exempt.add(component);
        for (Client holder : holders) {
            membership.delete(holder, on);
            count--;
            observer.changed(false, holder.id(), entry, on.id);
            if (holder.isIgmp() && on.owner != null && tellOwner) {
                alerts.localLeave(on.owner, entry, on);
            }
        }
        if (membership.joined().contains(on)) {
            return false;
        }
        on.memberships.remove(membership);
        alerts.membershipPrune(entry, on, membership.components(), component, exempt);
        memberships.removeIfUnused(membership);
        return true;
    }
}
