package io.umbel.mgm;

import java.util.List;

/**
 * The memberships that were in force when the enumeration was started, of all clients, each distinct entry once, in no
 * particular order (§6.3). Valid until ended, or until the client that started it deregisters; afterwards {@link #next}
 * and {@link #end} answer {@link MgmStatus#INVALID_PARAMETER}.
 */
public interface GroupEnumeration extends AutoCloseable {

    /**
     * {@code MgmGroupEnumerationGetNext} (§2.17): as many of the remaining entries as fit, 16 bytes each.
     *
     * @throws MgmException {@link MgmStatus#INVALID_PARAMETER} if it is no longer valid
     */
    Page<SourceGroup> next(int bufferBytes);

    /** All entries that remain. */
    default List<SourceGroup> rest() {
        return next(Integer.MAX_VALUE).entries();
    }

    /**
     * {@code MgmGroupEnumerationEnd} (§2.18).
     *
     * @throws MgmException {@link MgmStatus#INVALID_PARAMETER} if it is no longer valid
     */
    void end();

    /** Ends it, if it has not been ended. */
    @Override
    void close();
}
