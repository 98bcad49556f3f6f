package io.umbel.mgm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who comes to and goes from an interface, and what goes with them (§5). */
final class Ownership {

    private static final Comparator<CachedMfe> BY_KEY = Comparator.comparing(mfe -> mfe.key);

    private final InterfaceTable interfaces;
    private final MembershipChanges memberships;
    private final ForwardingCache cache;
    private final OutgoingLists lists;
    private final CallbackDispatcher dispatcher;

    Ownership(
            InterfaceTable interfaces,
            MembershipChanges memberships,
            ForwardingCache cache,
            OutgoingLists lists,
            CallbackDispatcher dispatcher) {
        this.interfaces = interfaces;
        this.memberships = memberships;
        this.cache = cache;
        this.lists = lists;
        this.dispatcher = dispatcher;
    }

    void take(Client client, InterfaceId id) {
        MulticastInterface known = interfaces.find(id);
        Client inTheWay = known == null ? null : client.isIgmp() ? known.igmp : known.owner;
        if (inTheWay != null) {
            throw new MgmException(
                    MgmStatus.ALREADY_EXISTS,
                    "Interface " + id + " is already taken by " + inTheWay
                            + "; taking it after its release is allowed.");
        }
        dispatcher.requireNoCallback("Taking an interface");
        MulticastInterface taken = interfaces.findOrAdd(id);
        client.interfaces++;
        Client igmp = taken.igmp;
        if (client.isIgmp()) {
            taken.igmp = client;
        } else if (igmp != null) {
            changeHands(taken, igmp, () -> {
                vacate(taken, igmp, Set.of(igmp));
                taken.owner = client;
            });
        } else {
            taken.owner = client;
        }
    }

    void release(Client client, MulticastInterface released) {
        dispatcher.requireNoCallback("Releasing an interface");
        client.interfaces--;
        Client igmp = released.igmp;
        if (client.isIgmp()) {
            if (released.owner != null) {
                memberships.deleteAll(Set.of(client), released.owner, released, true);
            } else {
                vacate(released, client, Set.of(client));
            }
            released.igmp = null;
        } else if (igmp != null) {
            changeHands(released, igmp, () -> {
                Set<Client> both = new LinkedHashSet<>(List.of(client, igmp));
                vacate(released, client, both);
                released.owner = null;
            });
        } else {
            vacate(released, client, Set.of(client));
            released.owner = null;
        }
        interfaces.removeIfUnused(released);
    }

    /** Every change of multicast data lies between the Disable and the Enable to IGMP (§5.2). */
    private void changeHands(MulticastInterface changing, Client igmp, Runnable change) {
        dispatcher.queue(igmp, Callback.DISABLE_IGMP, callbacks -> {
            if (callbacks instanceof IgmpCallbacks both) {
                both.onDisableIgmp(changing.id);
            }
        });
        dispatcher.deliver();
        changing.changingHands = true;
        change.run();
        dispatcher.queue(() -> {
            dispatcher.tell(igmp, Callback.ENABLE_IGMP, callbacks -> {
                if (callbacks instanceof IgmpCallbacks both) {
                    both.onEnableIgmp(changing.id);
                }
            });
            changing.changingHands = false;
        });
    }

    /** Removes all that hangs on the interface, its component still being what it was. */
    private void vacate(MulticastInterface left, Client component, Set<Client> holders) {
        inOrder(left.incoming).forEach(cache::remove);
        memberships.deleteAll(holders, component, left, false);
        for (CachedMfe mfe : inOrder(left.marked)) {
            mfe.clearMarks(left);
            lists.realign(mfe, component);
        }
    }

    private static List<CachedMfe> inOrder(Set<CachedMfe> mfes) {
        List<CachedMfe> sorted = new ArrayList<>(mfes);
        sorted.sort(BY_KEY);
        return sorted;
    }
}
