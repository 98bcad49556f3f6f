package io.umbel.mgm;

/**
 * Is told of every membership that comes or goes, after it has: for those who show it to operators. Must be quick, must not throw,
 * and must not call the manager.
 */
public interface MembershipObserver {
    /** Tells nobody. */
    MembershipObserver NOBODY = (added, by, entry, on) -> {};

    /**
     * A membership has changed.
     *
     * @param added whether it came
     * @param by the protocol whose it is
     */
    void changed(boolean added, ProtocolId by, SourceGroup entry, InterfaceId on);
}
