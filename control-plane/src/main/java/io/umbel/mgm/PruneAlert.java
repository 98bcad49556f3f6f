package io.umbel.mgm;

/**
 * The arguments of {@code PMGM_PRUNE_ALERT_CALLBACK}.
 *
 * @param entry what is no longer wanted
 * @param interfaceId the interface of the deleted membership; with {@code memberDelete} false the MFE's incoming
 *     interface, on which to stop
 * @param memberDelete bMemberDelete: true if a membership was deleted, false if an MFE was made with an empty outgoing
 *     list or its list became empty
 */
public record PruneAlert(SourceGroup entry, InterfaceId interfaceId, boolean memberDelete) {}
