package io.umbel.mgm;

import java.util.List;
import java.util.Optional;

/**
 * The group manager itself: a deterministic state machine (§3.0 on its callbacks).
 *
 * <p><b>Threads.</b> One thread at a time, with a happens-before between one and the next. While a callback runs the
 * state is whole and only waits, so then, and only then, another thread may call the reading functions, again with a
 * happens-before on both sides; a lock that the {@link CallbackSupervisor} lets go of around each callback gives all of
 * that.
 *
 * <p>Every call first throws out the MFEs whose time is up, so a reader never sees one past its time-out; {@link
 * #expire} does the same when nobody calls.
 */
public final class GroupManagerCore implements MulticastGroupManager, PacketUpcalls, OperatorView {

    private final ClientRegistry registry = new ClientRegistry();
    private final InterfaceTable interfaces = new InterfaceTable();
    private final MembershipTable memberships = new MembershipTable();
    private final CallbackDispatcher dispatcher;
    private final ForwardingCache cache;
    private final MembershipChanges changes;
    private final Ownership ownership;
    private final MfeCreation creation;
    private final WrongInterfaceAlerts wrongInterface;
    private final MfeReader reader;

    public GroupManagerCore(MgmEnvironment environment, MgmOptions options) {
        dispatcher = new CallbackDispatcher(environment.supervisor());
        cache = new ForwardingCache(environment.clock(), environment.forwarder());
        AlertRules alerts = new AlertRules(registry, interfaces, environment.rib(), cache, dispatcher);
        OutgoingLists lists = new OutgoingLists(memberships, cache, alerts);
        changes = new MembershipChanges(memberships, lists, alerts, environment.observer(), options.maxMemberships());
        ownership = new Ownership(interfaces, changes, cache, lists, dispatcher);
        creation = new MfeCreation(
                registry, interfaces, environment.rib(), cache, lists, alerts, dispatcher, options.maxMfes());
        wrongInterface = new WrongInterfaceAlerts(interfaces, cache, dispatcher, environment.clock(), options);
        reader = new MfeReader(cache, environment.forwarder(), environment.clock());
    }

    /**
     * Throws out the MFEs whose time is up; to be called now and then by whoever drives the manager.
     *
     * @return how many
     */
    public int expire() {
        return cache.expire();
    }

    /**
     * Removes an MFE, for an operator: the next packet makes it anew. Nobody is told, as with a time-out.
     *
     * @return whether there was one
     */
    public boolean clear(MfeKey key) {
        cache.expire();
        dispatcher.requireNoCallback("Clearing an MFE");
        CachedMfe found = cache.find(key);
        if (found == null) {
            return false;
        }
        cache.remove(found);
        return true;
    }

    @Override
    public ProtocolHandle register(RoutingProtocolCallbacks callbacks, ProtocolId id) {
        cache.expire();
        dispatcher.requireNoCallback("Registering");
        return registry.register(callbacks, id);
    }

    @Override
    public void deregister(ProtocolHandle handle) {
        cache.expire();
        Client client = registry.require(handle);
        dispatcher.requireNoCallback("Deregistering");
        registry.deregister(client);
    }

    @Override
    public void takeInterfaceOwnership(ProtocolHandle handle, InterfaceId taken) {
        cache.expire();
        ownership.take(registry.require(handle), taken);
        dispatcher.deliver();
    }

    @Override
    public void releaseInterfaceOwnership(ProtocolHandle handle, InterfaceId released) {
        cache.expire();
        Client client = registry.require(handle);
        ownership.release(client, interfaces.require(client, released, MgmStatus.INVALID_PARAMETER));
        dispatcher.deliver();
    }

    @Override
    public ProtocolId protocolOnInterface(InterfaceId asked) {
        Client component = interfaces.component(asked);
        if (component == null) {
            throw new MgmException(
                    MgmStatus.NOT_FOUND, "Interface " + asked + " is unknown; interfaces that were taken are allowed.");
        }
        return component.id();
    }

    @Override
    public void addGroupMembership(ProtocolHandle handle, SourceGroup entry, InterfaceId receivers, StateFlags flags) {
        cache.expire();
        Client adder = registry.require(handle);
        MulticastInterface on = interfaces.require(adder, receivers, MgmStatus.INVALID_PARAMETER);
        changes.add(adder, requireChangeable(adder, on), entry, on, flags);
        dispatcher.deliver();
    }

    @Override
    public void deleteGroupMembership(
            ProtocolHandle handle, SourceGroup entry, InterfaceId receivers, StateFlags flags) {
        cache.expire();
        Client adder = registry.require(handle);
        MulticastInterface on = interfaces.require(adder, receivers, MgmStatus.NOT_FOUND);
        changes.delete(adder, requireChangeable(adder, on), entry, on, flags);
        dispatcher.deliver();
    }

    /** component(f), if that client may change memberships on f just now. */
    private Client requireChangeable(Client adder, MulticastInterface on) {
        dispatcher.requireChangesAllowed("Changing a membership");
        Client component = on.component();
        if (component == null || (adder.isIgmp() && on.changingHands)) {
            throw new MgmException(
                    MgmStatus.CAN_NOT_COMPLETE,
                    "Interface " + on.id
                            + " is changing hands; changing IGMP's memberships on it after Enable is allowed.");
        }
        return component;
    }

    @Override
    public Page<Mfe> firstMfes(int bufferBytes) {
        cache.expire();
        return reader.page(cache.first(), bufferBytes);
    }

    @Override
    public Page<Mfe> nextMfes(MfeKey after, int bufferBytes) {
        cache.expire();
        return reader.page(cache.after(after), bufferBytes);
    }

    @Override
    public Page<Mfe> getMfe(MfeKey key, int bufferBytes) {
        cache.expire();
        return reader.single(key, bufferBytes);
    }

    @Override
    public <T extends MfeStatistics> Page<T> firstMfeStats(int bufferBytes, StatsLevel<T> level) {
        cache.expire();
        return reader.statsPage(cache.first(), bufferBytes, level);
    }

    @Override
    public <T extends MfeStatistics> Page<T> nextMfeStats(MfeKey after, int bufferBytes, StatsLevel<T> level) {
        cache.expire();
        return reader.statsPage(cache.after(after), bufferBytes, level);
    }

    @Override
    public <T extends MfeStatistics> Page<T> getMfeStats(MfeKey key, int bufferBytes, StatsLevel<T> level) {
        cache.expire();
        return reader.singleStats(key, bufferBytes, level);
    }

    @Override
    public void setMfe(ProtocolHandle handle, MfeKey key, Ipv4 upstreamNeighbor) {
        cache.expire();
        Client client = registry.require(handle);
        CachedMfe mfe = reader.require(key);
        if (mfe.incoming.component() != client) {
            throw new MgmException(
                    MgmStatus.INVALID_PARAMETER,
                    "The incoming " + mfe.incoming + " of " + mfe + " belongs to " + mfe.incoming.component()
                            + ", not to " + client + "; its owner is allowed.");
        }
        dispatcher.requireChangesAllowed("Setting an MFE");
        cache.setUpstreamNeighbor(mfe, upstreamNeighbor);
    }

    @Override
    public GroupEnumeration startGroupEnumeration(ProtocolHandle handle, GroupEnumType type) {
        return new GroupSnapshot(registry.require(handle), memberships.entries(type));
    }

    @Override
    public List<Protocol> protocols() {
        return registry.inOrder().stream()
                .map(client -> new Protocol(client.id(), client.interfaces))
                .toList();
    }

    @Override
    public List<OnInterface> interfaces() {
        return interfaces.views();
    }

    @Override
    public List<Joined> memberships(Optional<SourceGroup> after, int limit) {
        return memberships.after(after.orElse(null), limit).stream()
                .map(Membership::view)
                .toList();
    }

    @Override
    public Optional<Joined> membership(SourceGroup entry) {
        return Optional.ofNullable(memberships.find(entry)).map(Membership::view);
    }

    @Override
    public int mfeCount() {
        return cache.size();
    }

    @Override
    public int membershipCount() {
        return changes.count();
    }

    @Override
    public boolean onNewPacket(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header) {
        cache.expire();
        dispatcher.requireNoCallback("Reporting a packet");
        boolean forwards = creation.forPacket(source, group, header)
                .map(mfe -> mfe.incoming.id.equals(arrivedOn))
                .orElse(false);
        dispatcher.deliver();
        return forwards;
    }

    @Override
    public void onWrongInterface(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header) {
        cache.expire();
        dispatcher.requireNoCallback("Reporting a packet");
        wrongInterface.onArrival(new MfeKey(group, source), arrivedOn, header);
        dispatcher.deliver();
    }
}
