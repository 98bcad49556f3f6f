package io.umbel.remote;

import io.umbel.mgm.CreationAlert;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.PruneAlert;
import io.umbel.mgm.RpfQuery;
import io.umbel.mgm.SourceGroup;

/**
 * The far end of a connection, which is sent what happens, in this order. None of these waits, and none throws: what cannot be
 * sent now is queued, and a connection whose queue is full has failed ({@link RemoteSession#disconnected}).
 */
public interface RemoteClient {

    /**
     * {@code PMGM_RPF_CALLBACK} (§3.2).
     *
     * @param question to be named in the answer; 0 if none is expected
     */
    void rpf(long question, RpfQuery query);

    /**
     * {@code PMGM_CREATION_ALERT_CALLBACK} (§3.3).
     *
     * @param question to be named in the answer; 0 if none is expected
     */
    void creationAlert(long question, CreationAlert alert);

    /** {@code PMGM_JOIN_ALERT_CALLBACK} (§3.4). */
    void joinAlert(SourceGroup entry, boolean memberUpdate);

    /** {@code PMGM_PRUNE_ALERT_CALLBACK} (§3.5). */
    void pruneAlert(PruneAlert alert);

    /** {@code PMGM_LOCAL_JOIN_CALLBACK} (§3.6). */
    void localJoin(SourceGroup entry, InterfaceId receivers);

    /** {@code PMGM_LOCAL_LEAVE_CALLBACK} (§3.7). */
    void localLeave(SourceGroup entry, InterfaceId receivers);

    /** {@code PMGM_WRONG_IF_CALLBACK} (§3.8). */
    void wrongInterface(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header);

    /** {@code PMGM_DISABLE_IGMP_CALLBACK} (§3.9). */
    void disableIgmp(InterfaceId changing);

    /** {@code PMGM_ENABLE_IGMP_CALLBACK} (§3.10). */
    void enableIgmp(InterfaceId changed);

    /** No answer to that question came in time; the manager went on as if the callback did nothing. */
    void tooLate(long question);

    /** A sign of life is wanted. */
    void ping();

    /** The session has ended; nothing follows. */
    void ended(String reason);
}
