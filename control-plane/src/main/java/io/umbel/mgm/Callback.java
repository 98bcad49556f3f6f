package io.umbel.mgm;

/** The nine callbacks by name, with what may be called from inside each (§3.0). Reading is always allowed. */
public enum Callback {
    /** {@code PMGM_RPF_CALLBACK}. */
    RPF(false),
    /** {@code PMGM_CREATION_ALERT_CALLBACK}. */
    CREATION_ALERT(false),
    /** {@code PMGM_JOIN_ALERT_CALLBACK}. */
    JOIN_ALERT(true),
    /** {@code PMGM_PRUNE_ALERT_CALLBACK}. */
    PRUNE_ALERT(true),
    /** {@code PMGM_LOCAL_JOIN_CALLBACK}. */
    LOCAL_JOIN(true),
    /** {@code PMGM_LOCAL_LEAVE_CALLBACK}. */
    LOCAL_LEAVE(true),
    /** {@code PMGM_WRONG_IF_CALLBACK}. */
    WRONG_IF(true),
    /** {@code PMGM_DISABLE_IGMP_CALLBACK}. */
    DISABLE_IGMP(false),
    /** {@code PMGM_ENABLE_IGMP_CALLBACK}. */
    ENABLE_IGMP(false);

    private final boolean allowsChanges;

    Callback(boolean allowsChanges) {
        this.allowsChanges = allowsChanges;
    }

    /** Whether a client may answer it with {@link AnswerPendingException}. */
    public boolean mayBePutOff() {
        return this == RPF || this == CREATION_ALERT;
    }

    /**
     * Whether memberships may be added and deleted and upstream neighbours set from inside it. Registration and
     * ownership change from inside no callback.
     */
    public boolean allowsChanges() {
        return allowsChanges;
    }
}
