package io.umbel.mgm;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The interfaces that are known because somebody is on them (§5.1), and who may do what there. */
final class InterfaceTable {

    private final Map<InterfaceId, MulticastInterface> interfaces = new HashMap<>();

    @Nullable
    MulticastInterface find(InterfaceId id) {
        return interfaces.get(id);
    }

    /** component(f), or null where nobody is. */
    @Nullable
    Client component(InterfaceId id) {
        MulticastInterface found = find(id);
        return found == null ? null : found.component();
    }

    /** For operators to see, in order. */
    List<OperatorView.OnInterface> views() {
        return interfaces.values().stream()
                .sorted(Comparator.comparing(each -> each.id))
                .map(each -> new OperatorView.OnInterface(
                        each.id,
                        Optional.ofNullable(each.owner).map(Client::id),
                        Optional.ofNullable(each.igmp).map(Client::id)))
                .toList();
    }

    MulticastInterface findOrAdd(InterfaceId id) {
        return interfaces.computeIfAbsent(id, MulticastInterface::new);
    }

    void removeIfUnused(MulticastInterface unused) {
        if (unused.component() == null) {
            interfaces.remove(unused.id);
        }
    }

    /**
     * The interface, if the client is on it: owns it, or is IGMP and enabled there.
     *
     * @param ifUnknown the status for an interface that nobody is on
     */
    MulticastInterface require(Client client, InterfaceId id, MgmStatus ifUnknown) {
        MulticastInterface found = find(id);
        if (found == null) {
            throw new MgmException(
                    ifUnknown, "Interface " + id + " is unknown; interfaces that were taken are allowed.");
        }
        if (found.owner != client && found.igmp != client) {
            throw new MgmException(
                    MgmStatus.INVALID_PARAMETER,
                    "Interface " + found.id + " belongs to " + found.component() + ", not to " + client
                            + "; its owner, and IGMP if enabled there, are allowed.");
        }
        return found;
    }
}
