package io.umbel.mgm;

/**
 * What MGM calls in IGMP, beside what it calls in every client. Only a client registered with protocol id
 * {@link ProtocolId#IGMP} is called through these two.
 *
 * <p>The pair brackets every change of owner of an interface where IGMP is enabled. In between IGMP can neither add nor
 * delete memberships there ({@link MgmStatus#CAN_NOT_COMPLETE}); those it had are gone afterwards, and it is to add
 * them all again once {@link #onEnableIgmp} has returned.
 */
public interface IgmpCallbacks extends RoutingProtocolCallbacks {

    /** A routing protocol is taking or releasing the interface: {@code PMGM_DISABLE_IGMP_CALLBACK} (§3.9). */
    default void onDisableIgmp(InterfaceId changing) {}

    /** The change is complete: {@code PMGM_ENABLE_IGMP_CALLBACK} (§3.10). Memberships cannot be added from inside. */
    default void onEnableIgmp(InterfaceId changed) {}
}
