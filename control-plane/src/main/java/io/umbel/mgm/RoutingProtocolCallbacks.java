package io.umbel.mgm;

import java.util.OptionalInt;

/**
 * What MGM calls in a routing-protocol client: {@code ROUTING_PROTOCOL_CONFIG} (§3, §7.1). A callback that is left
 * alone does nothing, as an empty field does in the original.
 *
 * <p>Callbacks come one at a time, on the thread whose call caused them and before that call returns. What may be
 * called from inside is told by {@link Callback}. What a callback throws is reported to the {@link CallbackSupervisor};
 * the manager goes on without its answer.
 */
public interface RoutingProtocolCallbacks {

    /**
     * An MFE is being made, and the route towards the source leads through an interface of yours:
     * {@code PMGM_RPF_CALLBACK} (§3.2). Another interface in the answer is taken if you own it, else ignored.
     *
     * @return what the MFE is to have; by default what MGM found
     * @throws AnswerPendingException if that is not known yet
     */
    default RpfDecision onRpf(RpfQuery query) {
        return query.asFound();
    }

    /**
     * An MFE is being made that has interfaces of yours in its outgoing list: {@code PMGM_CREATION_ALERT_CALLBACK}
     * (§3.3).
     *
     * @throws AnswerPendingException if it is not known yet which to disable
     */
    default void onCreationAlert(CreationAlert alert) {}

    /**
     * There are receivers now on interfaces that others own; get this data flowing towards the router:
     * {@code PMGM_JOIN_ALERT_CALLBACK} (§3.4).
     *
     * @param memberUpdate bMemberUpdate: true if a client added a membership, false if an MFE came to be or its
     *     outgoing list stopped being empty
     */
    default void onJoinAlert(SourceGroup entry, boolean memberUpdate) {}

    /**
     * The receivers on interfaces that others own are gone; stop asking for this data: {@code
     * PMGM_PRUNE_ALERT_CALLBACK} (§3.5).
     *
     * @return how many seconds the MFE is to live from now ({@code pdwTimeout}); empty, or less than 1, for the default
     *     of 900. Of no effect when {@link PruneAlert#memberDelete} is true
     */
    default OptionalInt onPruneAlert(PruneAlert alert) {
        return OptionalInt.empty();
    }

    /** IGMP has found receivers on an interface you own: {@code PMGM_LOCAL_JOIN_CALLBACK} (§3.6). */
    default void onLocalJoin(SourceGroup entry, InterfaceId receivers) {}

    /** IGMP has lost its receivers on an interface you own: {@code PMGM_LOCAL_LEAVE_CALLBACK} (§3.7). */
    default void onLocalLeave(SourceGroup entry, InterfaceId receivers) {}

    /**
     * A packet of an existing MFE came in on an interface of yours that is not the MFE's: {@code
     * PMGM_WRONG_IF_CALLBACK} (§3.8). Rate-limited by {@link MgmOptions#wrongIfIntervalMs}.
     */
    default void onWrongInterface(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header) {}
}
