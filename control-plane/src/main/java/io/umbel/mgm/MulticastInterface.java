package io.umbel.mgm;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An interface somebody is on (§1.4, §5.1), with the ways back to all that must go when it changes hands, so that a
 * release does not search the tables.
 */
final class MulticastInterface {

    final InterfaceId id;
    /** The routing protocol, if there is one. */
    @Nullable
    Client owner;
    /** IGMP, if it is enabled here. */
    @Nullable
    Client igmp;
    /** Between Disable and Enable: IGMP changes nothing here (§3.9). */
    boolean changingHands;

    /** The memberships that have this interface. */
    final Set<Membership> memberships = new LinkedHashSet<>();
    /** The MFEs whose incoming interface this is. */
    final Set<CachedMfe> incoming = new LinkedHashSet<>();
    /** The MFEs that have this interface in their F+ or F- marks. */
    final Set<CachedMfe> marked = new LinkedHashSet<>();

    MulticastInterface(InterfaceId id) {
        this.id = id;
    }

    /** component(f): the owner, else IGMP. Never null while the interface is in the table. */
    @Nullable
    Client component() {
        return owner != null ? owner : igmp;
    }

    @Override
    public String toString() {
        return "interface " + id;
    }
}
