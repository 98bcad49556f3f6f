package io.umbel.mgm;

/**
 * The Multicast Group Manager as its clients see it: the 17 functions of the original (§2), one manager per router.
 *
 * <p>A function that fails throws {@link MgmException} with the original's status, has changed nothing and alerted
 * nobody. The outcomes of an enumeration come back in its {@link Page}. Functions that take no handle may be called by
 * anybody.
 *
 * <p>Alerts are delivered before the function that causes them returns, unless it was called from inside a callback:
 * then they go to the end of those that are still to be delivered (§3.0). Which threads may call is for the
 * implementation to say.
 */
public interface MulticastGroupManager {

    /**
     * {@code MgmRegisterMProtocol} (§2.2): makes a protocol known. No alert is replayed to a newcomer; it reads the
     * joins in force by {@link #startGroupEnumeration}.
     *
     * @throws MgmException {@link MgmStatus#ALREADY_EXISTS} if the pair is registered
     */
    ProtocolHandle register(RoutingProtocolCallbacks callbacks, ProtocolId id);

    /**
     * {@code MgmDeRegisterMProtocol} (§2.3).
     *
     * @throws MgmException {@link MgmStatus#CAN_NOT_COMPLETE} while it owns an interface, or is IGMP and enabled on one
     */
    void deregister(ProtocolHandle handle);

    /**
     * {@code MgmTakeInterfaceOwnership} (§2.4, §5): the caller owns the interface; IGMP is enabled on it.
     *
     * @throws MgmException {@link MgmStatus#ALREADY_EXISTS} if another routing protocol owns it, or the caller has it
     */
    void takeInterfaceOwnership(ProtocolHandle handle, InterfaceId taken);

    /**
     * {@code MgmReleaseInterfaceOwnership} (§2.5, §5): its memberships there go, as do MFEs with that incoming
     * interface, and the interface leaves all outgoing lists.
     *
     * @throws MgmException {@link MgmStatus#INVALID_PARAMETER} if the caller does not have it
     */
    void releaseInterfaceOwnership(ProtocolHandle handle, InterfaceId released);

    /**
     * {@code MgmGetProtocolOnInterface} (§2.6): the routing protocol that owns the interface, or IGMP if it alone is
     * there.
     *
     * @throws MgmException {@link MgmStatus#NOT_FOUND} if nobody is
     */
    ProtocolId protocolOnInterface(InterfaceId asked);

    /**
     * {@code MgmAddGroupMembershipEntry} (§2.7): there are receivers for the entry on that interface. Adding what the
     * caller has added already succeeds and does nothing.
     *
     * @throws MgmException {@link MgmStatus#INVALID_PARAMETER} if the interface is unknown or not the caller's
     */
    void addGroupMembership(ProtocolHandle handle, SourceGroup entry, InterfaceId receivers, StateFlags flags);

    /**
     * {@code MgmDeleteGroupMembershipEntry} (§2.8).
     *
     * @throws MgmException {@link MgmStatus#NOT_FOUND} if the interface is unknown, or the caller has no such
     *     membership and join state is to be deleted; {@link MgmStatus#INVALID_PARAMETER} if the interface is not the
     *     caller's
     */
    void deleteGroupMembership(ProtocolHandle handle, SourceGroup entry, InterfaceId receivers, StateFlags flags);

    /** {@code MgmGetFirstMfe} (§2.9): the first entries by group and source, as many as fit. */
    Page<Mfe> firstMfes(int bufferBytes);

    /** {@code MgmGetNextMfe} (§2.10): the entries after the one named, which need not exist. */
    Page<Mfe> nextMfes(MfeKey after, int bufferBytes);

    /**
     * {@code MgmGetMfe} (§2.11) with the original's buffer.
     *
     * @throws MgmException {@link MgmStatus#NOT_FOUND} if there is no such MFE
     */
    Page<Mfe> getMfe(MfeKey key, int bufferBytes);

    /**
     * {@code MgmGetMfe} (§2.11).
     *
     * @throws MgmException {@link MgmStatus#NOT_FOUND} if there is no such MFE
     */
    default Mfe getMfe(MfeKey key) {
        return getMfe(key, Integer.MAX_VALUE).entries().getFirst();
    }

    /** {@code MgmGetFirstMfeStats} (§2.12). */
    <T extends MfeStatistics> Page<T> firstMfeStats(int bufferBytes, StatsLevel<T> level);

    /** {@code MgmGetNextMfeStats} (§2.13). */
    <T extends MfeStatistics> Page<T> nextMfeStats(MfeKey after, int bufferBytes, StatsLevel<T> level);

    /**
     * {@code MgmGetMfeStats} (§2.14) with the original's buffer.
     *
     * @throws MgmException {@link MgmStatus#NOT_FOUND} if there is no such MFE
     */
    <T extends MfeStatistics> Page<T> getMfeStats(MfeKey key, int bufferBytes, StatsLevel<T> level);

    /**
     * {@code MgmGetMfeStats} (§2.14).
     *
     * @throws MgmException {@link MgmStatus#NOT_FOUND} if there is no such MFE
     */
    default <T extends MfeStatistics> T getMfeStats(MfeKey key, StatsLevel<T> level) {
        return getMfeStats(key, Integer.MAX_VALUE, level).entries().getFirst();
    }

    /**
     * {@code MgmSetMfe} (§2.15): sets the upstream neighbour, and nothing else.
     *
     * @throws MgmException {@link MgmStatus#NOT_FOUND} if there is no such MFE; {@link MgmStatus#INVALID_PARAMETER} if
     *     its incoming interface is not the caller's
     */
    void setMfe(ProtocolHandle handle, MfeKey key, Ipv4 upstreamNeighbor);

    /** {@code MgmGroupEnumerationStart} (§2.16): a snapshot of the memberships of all clients. */
    GroupEnumeration startGroupEnumeration(ProtocolHandle handle, GroupEnumType type);

    /**
     * All MFEs in (group, source) order, as plain iteration. Each step is a walk of its own from the last entry:
     * entries that come or go meanwhile may or may not be seen, the others are seen once.
     */
    default Iterable<Mfe> mfes() {
        return () -> new MfeWalk(this);
    }
}
