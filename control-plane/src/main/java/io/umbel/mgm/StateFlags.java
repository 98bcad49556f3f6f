package io.umbel.mgm;

/** Which state a membership call adds or deletes: the {@code dwFlags} of the original (§1.7). */
public enum StateFlags {
    /**
     * {@code MGM_JOIN_STATE_FLAG} (1): the membership itself, and every MFE the entry matches. Lasts until deleted or
     * until the interface is released; counts for membership alerts; is listed by group enumerations.
     */
    JOIN(1),
    /**
     * {@code MGM_FORWARD_STATE_FLAG} (2): only the outgoing lists of the MFEs that exist now and that the entry
     * matches. Dies with each MFE; causes no membership alert; is not enumerated.
     */
    FORWARD(2),
    /** Both bits (3). */
    JOIN_AND_FORWARD(3);

    private final int dwFlags;

    StateFlags(int dwFlags) {
        this.dwFlags = dwFlags;
    }

    /**
     * From the original's bits.
     *
     * @throws MgmException {@link MgmStatus#INVALID_PARAMETER} unless 1, 2 or 3
     */
    public static StateFlags of(int dwFlags) {
        return switch (dwFlags) {
            case 1 -> JOIN;
            case 2 -> FORWARD;
            case 3 -> JOIN_AND_FORWARD;
            default ->
                throw new MgmException(
                        MgmStatus.INVALID_PARAMETER,
                        "Flags " + dwFlags + " name no state; 1 (join), 2 (forward) and 3 (both) do.");
        };
    }

    boolean join() {
        return (dwFlags & 1) != 0;
    }

    boolean forward() {
        return (dwFlags & 2) != 0;
    }
}
