package io.umbel.mgm;

import java.util.List;
import java.util.Optional;

/**
 * The tables of a group manager as operators see them, beside what {@link MulticastGroupManager} lets every protocol read.
 * Threads as there: who may read MFEs may read these.
 */
public interface OperatorView {

    /** The protocols that are registered, in order of registration. */
    List<Protocol> protocols();

    /** The interfaces that somebody is on, in order. */
    List<OnInterface> interfaces();

    /**
     * Memberships in their order, by group and then source, wildcards first.
     *
     * @param after the entry that the first one follows, which need not exist; none to begin
     * @param limit how many entries at most
     */
    List<Joined> memberships(Optional<SourceGroup> after, int limit);

    /** The membership of one entry, if anybody has joined it. */
    Optional<Joined> membership(SourceGroup entry);

    /** How many MFEs there are. */
    int mfeCount();

    /** How many memberships there are, counted by entry, interface and who added them. */
    int membershipCount();

    /**
     * A registered protocol.
     *
     * @param interfaces how many it owns, or for IGMP is enabled on
     */
    record Protocol(ProtocolId id, int interfaces) {}

    /**
     * Who is on an interface.
     *
     * @param owner the routing protocol
     * @param igmp IGMP, where it is enabled
     */
    record OnInterface(InterfaceId id, Optional<ProtocolId> owner, Optional<ProtocolId> igmp) {}

    /** An entry that has join state, with the interfaces of that. */
    record Joined(SourceGroup entry, List<Receivers> on) {}

    /**
     * Receivers on an interface.
     *
     * @param addedBy the protocols that added them: the owner of the interface, or IGMP, or both
     */
    record Receivers(InterfaceId id, List<ProtocolId> addedBy) {}
}
