package io.umbel.mgm;

import java.util.ArrayList;
import java.util.List;

/**
 * The join state of one entry (§1.5): on which interfaces the owner has added it, on which IGMP. On a shared interface
 * either may hold it, and it lasts until both have let go.
 */
final class Membership {

    final SourceGroup entry;
    private InterfaceSet byOwner = InterfaceSet.EMPTY;
    private InterfaceSet byIgmp = InterfaceSet.EMPTY;
    private InterfaceSet joined = InterfaceSet.EMPTY;

    Membership(SourceGroup entry) {
        this.entry = entry;
    }

    /** J(e): the interfaces with join state for the entry. */
    InterfaceSet joined() {
        return joined;
    }

    boolean isHeldBy(Client adder, MulticastInterface on) {
        return (adder.isIgmp() ? byIgmp : byOwner).contains(on);
    }

    void add(Client adder, MulticastInterface on) {
        if (adder.isIgmp()) {
            byIgmp = byIgmp.with(on);
        } else {
            byOwner = byOwner.with(on);
        }
        joined = byOwner.union(byIgmp);
    }

    void delete(Client adder, MulticastInterface on) {
        if (adder.isIgmp()) {
            byIgmp = byIgmp.without(on);
        } else {
            byOwner = byOwner.without(on);
        }
        joined = byOwner.union(byIgmp);
    }

    /** For operators to see. */
    OperatorView.Joined view() {
        List<OperatorView.Receivers> receivers = new ArrayList<>();
        for (int i = 0; i < joined.size(); i++) {
            MulticastInterface on = joined.get(i);
            List<ProtocolId> addedBy = new ArrayList<>(2);
            if (on.owner != null && byOwner.contains(on)) {
                addedBy.add(on.owner.id());
            }
            if (on.igmp != null && byIgmp.contains(on)) {
                addedBy.add(on.igmp.id());
            }
            receivers.add(new OperatorView.Receivers(on.id, List.copyOf(addedBy)));
        }
        return new OperatorView.Joined(entry, List.copyOf(receivers));
    }

    /** The components counted in N(e), each once (§4.1). */
    List<Client> components() {
        List<Client> components = new ArrayList<>();
        for (int i = 0; i < joined.size(); i++) {
            Client component = joined.get(i).component();
            if (component != null && !components.contains(component)) {
                components.add(component);
            }
        }
        return components;
    }
}
