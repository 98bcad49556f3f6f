package io.umbel.mgm;

import java.util.HashMap;
import java.util.Map;
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

    MulticastInterface findOrAdd(InterfaceId id) {
        return interfaces.computeIfAbsent(id, MulticastInterface::new);
    }

    void removeIfUnused(MulticastInterface unused) {
        if (unused.component() == null) {
            interfaces.remove(unused.id);
        }
    }

    /** The interface, if the client may add memberships on it. */
    MulticastInterface requireToAdd(Client client, InterfaceId id) {
        MulticastInterface found = find(id);
        if (found == null) {
            throw new MgmException(
                    MgmStatus.INVALID_PARAMETER,
                    "Interface " + id + " is unknown; interfaces that were taken are allowed.");
        }
        return requireOn(client, found);
    }

    /** The interface, if the client may delete memberships on it. */
    MulticastInterface requireToDelete(Client client, InterfaceId id) {
        MulticastInterface found = find(id);
        if (found == null) {
            throw new MgmException(
                    MgmStatus.NOT_FOUND, "Interface " + id + " is unknown; interfaces that were taken are allowed.");
        }
        return requireOn(client, found);
    }

    /** The interface, if the client has it to release. */
    MulticastInterface requireToRelease(Client client, InterfaceId id) {
        return requireToAdd(client, id);
    }

    private static MulticastInterface requireOn(Client client, MulticastInterface found) {
        if (found.owner != client && found.igmp != client) {
            throw new MgmException(
                    MgmStatus.INVALID_PARAMETER,
                    "Interface " + found.id + " belongs to " + found.component() + ", not to " + client
                            + "; its owner, and IGMP if enabled there, are allowed.");
        }
        return found;
    }
}
