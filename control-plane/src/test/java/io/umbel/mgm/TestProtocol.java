package io.umbel.mgm;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** A client that records its callbacks and reacts to them only as a test tells it. */
final class TestProtocol implements IgmpCallbacks {

    private final Router router;
    private final String name;
    private final ProtocolId id;
    private ProtocolHandle handle;

    Function<RpfQuery, RpfDecision> whenAskedForRpf = RpfQuery::asFound;
    Consumer<CreationAlert> whenCreated = alert -> {};
    BiConsumer<SourceGroup, Boolean> whenJoined = (entry, memberUpdate) -> {};
    Function<PruneAlert, OptionalInt> whenPruned = alert -> OptionalInt.empty();
    BiConsumer<SourceGroup, InterfaceId> whenJoinedLocally = (entry, on) -> {};
    Consumer<InterfaceId> whenEnabled = changed -> {};
    /** The header of the last RPF or WRONG_IF callback. */
    byte[] lastHeader = {};

    TestProtocol(Router router, String name, int protocolId) {
        this.router = router;
        this.name = name;
        this.id = new ProtocolId(protocolId, 1);
        this.handle = Router.foreignHandle();
    }

    ProtocolId id() {
        return id;
    }

    ProtocolHandle handle() {
        return handle;
    }

    TestProtocol register() {
        return registerAs(this);
    }

    TestProtocol registerAs(RoutingProtocolCallbacks callbacks) {
        handle = router.manager.register(callbacks, id);
        return this;
    }

    void deregister() {
        router.manager.deregister(handle);
    }

    TestProtocol takes(int... indices) {
        for (int index : indices) {
            takes(InterfaceId.of(index));
        }
        return this;
    }

    void takes(InterfaceId on) {
        router.manager.takeInterfaceOwnership(handle, on);
    }

    void releases(int index) {
        router.manager.releaseInterfaceOwnership(handle, InterfaceId.of(index));
    }

    void adds(SourceGroup entry, int index) {
        adds(entry, index, StateFlags.JOIN);
    }

    void adds(SourceGroup entry, int index, StateFlags flags) {
        adds(entry, InterfaceId.of(index), flags);
    }

    void adds(SourceGroup entry, InterfaceId on, StateFlags flags) {
        router.manager.addGroupMembership(handle, entry, on, flags);
    }

    void deletes(SourceGroup entry, int index) {
        deletes(entry, index, StateFlags.JOIN);
    }

    void deletes(SourceGroup entry, int index, StateFlags flags) {
        deletes(entry, InterfaceId.of(index), flags);
    }

    void deletes(SourceGroup entry, InterfaceId on, StateFlags flags) {
        router.manager.deleteGroupMembership(handle, entry, on, flags);
    }

    void setsUpstream(MfeKey key, String upstream) {
        router.manager.setMfe(handle, key, Ipv4.parse(upstream));
    }

    GroupEnumeration enumerates(GroupEnumType type) {
        return router.manager.startGroupEnumeration(handle, type);
    }

    List<SourceGroup> seesGroups() {
        try (GroupEnumeration enumeration = enumerates(GroupEnumType.ALL_SOURCES)) {
            return enumeration.rest();
        }
    }

    @Override
    public RpfDecision onRpf(RpfQuery query) {
        router.trace.rpf(query, name);
        keepHeader(query.header());
        return whenAskedForRpf.apply(query);
    }

    @Override
    public void onCreationAlert(CreationAlert alert) {
        router.trace.creation(alert, name);
        whenCreated.accept(alert);
    }

    @Override
    public void onJoinAlert(SourceGroup entry, boolean memberUpdate) {
        router.trace.join(entry, memberUpdate, name);
        whenJoined.accept(entry, memberUpdate);
    }

    @Override
    public OptionalInt onPruneAlert(PruneAlert alert) {
        router.trace.prune(alert, name);
        return whenPruned.apply(alert);
    }

    @Override
    public void onLocalJoin(SourceGroup entry, InterfaceId receivers) {
        router.trace.localJoin(entry, receivers, name);
        whenJoinedLocally.accept(entry, receivers);
    }

    @Override
    public void onLocalLeave(SourceGroup entry, InterfaceId receivers) {
        router.trace.localLeave(entry, receivers, name);
    }

    @Override
    public void onWrongInterface(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header) {
        router.trace.wrongIf(source, group, arrivedOn, name);
        keepHeader(header);
    }

    private void keepHeader(PacketHeader header) {
        lastHeader = header.toArray();
    }

    @Override
    public void onDisableIgmp(InterfaceId changing) {
        router.trace.disable(changing, name);
    }

    @Override
    public void onEnableIgmp(InterfaceId changed) {
        router.trace.enable(changed, name);
        whenEnabled.accept(changed);
    }
}
