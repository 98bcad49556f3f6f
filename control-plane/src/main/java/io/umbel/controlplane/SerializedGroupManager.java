package io.umbel.controlplane;

import io.umbel.mgm.Callback;
import io.umbel.mgm.CallbackSupervisor;
import io.umbel.mgm.Forwarder;
import io.umbel.mgm.GroupEnumType;
import io.umbel.mgm.GroupEnumeration;
import io.umbel.mgm.GroupManagerCore;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.Mfe;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.MfeStatistics;
import io.umbel.mgm.MgmClock;
import io.umbel.mgm.MgmEnvironment;
import io.umbel.mgm.MgmOptions;
import io.umbel.mgm.MulticastGroupManager;
import io.umbel.mgm.MulticastRib;
import io.umbel.mgm.OperatorView;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.PacketUpcalls;
import io.umbel.mgm.Page;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import io.umbel.mgm.StatsLevel;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The group manager for callers of many threads, which may call at any time.
 *
 * <p>A {@link Turnstile} lets one thread at a time work on the core and is open while a callback runs. So a reader
 * never waits for a client's callback, even one that waits for the reader, and a change, with all its callbacks, comes
 * wholly before or wholly after another thread's. A callback must not wait for another thread's <em>change</em>: that
 * waits for the callback.
 */
public final class SerializedGroupManager implements MulticastGroupManager, PacketUpcalls, OperatorView {

    private final Turnstile turnstile = new Turnstile();
    private final GroupManagerCore core;
    private final Consumer<Event> events;

    /**
     * A manager of its own.
     *
     * @param supervisor watches the callbacks, on the thread that makes them; it holds no lock of the manager's
     *     meanwhile, except in {@link CallbackSupervisor#failed}
     */
    public SerializedGroupManager(
            MulticastRib rib, Forwarder forwarder, MgmClock clock, CallbackSupervisor supervisor, MgmOptions options) {
        this(rib, forwarder, clock, supervisor, options, _ -> {});
    }

    /**
     * A manager of its own.
     *
     * @param events told of every callback and every membership that changes; quick, and without waiting
     */
    SerializedGroupManager(
            MulticastRib rib,
            Forwarder forwarder,
            MgmClock clock,
            CallbackSupervisor supervisor,
            MgmOptions options,
            Consumer<Event> events) {
        this.events = events;
        core = new GroupManagerCore(
                new MgmEnvironment(
                        rib,
                        forwarder,
                        clock,
                        stepAsideFor(supervisor),
                        (added, by, entry, on) -> events.accept(new Event.MembershipChanged(added, by, entry, on))),
                options);
    }

    private CallbackSupervisor stepAsideFor(CallbackSupervisor supervisor) {
        return new CallbackSupervisor() {
            @Override
            public void run(ProtocolId client, Callback callback, Runnable body) {
                turnstile.stepAside(() -> supervisor.run(client, callback, body));
            }

            @Override
            public void failed(ProtocolId client, Callback callback, Throwable thrown) {
                supervisor.failed(client, callback, thrown);
            }
        };
    }

    /** {@link GroupManagerCore#expire}. */
    public int expire() {
        return turnstile.change(core::expire);
    }

    /** {@link GroupManagerCore#clear}. */
    public boolean clear(MfeKey key) {
        return turnstile.change(() -> core.clear(key));
    }

    private void change(Runnable change) {
        turnstile.change(() -> {
            change.run();
            return true;
        });
    }

    private <T> T read(Supplier<T> reading) {
        return turnstile.read(reading);
    }

    @Override
    public ProtocolHandle register(RoutingProtocolCallbacks callbacks, ProtocolId id) {
        return turnstile.change(() -> core.register(ReportedCallbacks.of(callbacks, id, events), id));
    }

    @Override
    public void deregister(ProtocolHandle handle) {
        change(() -> core.deregister(handle));
    }

    @Override
    public void takeInterfaceOwnership(ProtocolHandle handle, InterfaceId taken) {
        change(() -> core.takeInterfaceOwnership(handle, taken));
    }

    @Override
    public void releaseInterfaceOwnership(ProtocolHandle handle, InterfaceId released) {
        change(() -> core.releaseInterfaceOwnership(handle, released));
    }

    @Override
    public ProtocolId protocolOnInterface(InterfaceId asked) {
        return read(() -> core.protocolOnInterface(asked));
    }

    @Override
    public void addGroupMembership(ProtocolHandle handle, SourceGroup entry, InterfaceId receivers, StateFlags flags) {
        change(() -> core.addGroupMembership(handle, entry, receivers, flags));
    }

    @Override
    public void deleteGroupMembership(
            ProtocolHandle handle, SourceGroup entry, InterfaceId receivers, StateFlags flags) {
        change(() -> core.deleteGroupMembership(handle, entry, receivers, flags));
    }

    @Override
    public Page<Mfe> firstMfes(int bufferBytes) {
        return read(() -> core.firstMfes(bufferBytes));
    }

    @Override
    public Page<Mfe> nextMfes(MfeKey after, int bufferBytes) {
        return read(() -> core.nextMfes(after, bufferBytes));
    }

    @Override
    public Page<Mfe> getMfe(MfeKey key, int bufferBytes) {
        return read(() -> core.getMfe(key, bufferBytes));
    }

    @Override
    public <T extends MfeStatistics> Page<T> firstMfeStats(int bufferBytes, StatsLevel<T> level) {
        return read(() -> core.firstMfeStats(bufferBytes, level));
    }

    @Override
    public <T extends MfeStatistics> Page<T> nextMfeStats(MfeKey after, int bufferBytes, StatsLevel<T> level) {
        return read(() -> core.nextMfeStats(after, bufferBytes, level));
    }

    @Override
    public <T extends MfeStatistics> Page<T> getMfeStats(MfeKey key, int bufferBytes, StatsLevel<T> level) {
        return read(() -> core.getMfeStats(key, bufferBytes, level));
    }

    @Override
    public void setMfe(ProtocolHandle handle, MfeKey key, Ipv4 upstreamNeighbor) {
        change(() -> core.setMfe(handle, key, upstreamNeighbor));
    }

    @Override
    public GroupEnumeration startGroupEnumeration(ProtocolHandle handle, GroupEnumType type) {
        GroupEnumeration enumeration = read(() -> core.startGroupEnumeration(handle, type));
        return new GroupEnumeration() {
            @Override
            public Page<SourceGroup> next(int bufferBytes) {
                return read(() -> enumeration.next(bufferBytes));
            }

            @Override
            public void end() {
                turnstile.run(enumeration::end);
            }

            @Override
            public void close() {
                turnstile.run(enumeration::close);
            }
        };
    }

    @Override
    public List<Protocol> protocols() {
        return read(core::protocols);
    }

    @Override
    public List<OnInterface> interfaces() {
        return read(core::interfaces);
    }

    @Override
    public List<Joined> memberships(Optional<SourceGroup> after, int limit) {
        return read(() -> core.memberships(after, limit));
    }

    @Override
    public Optional<Joined> membership(SourceGroup entry) {
        return read(() -> core.membership(entry));
    }

    @Override
    public int mfeCount() {
        return read(core::mfeCount);
    }

    @Override
    public int membershipCount() {
        return read(core::membershipCount);
    }

    @Override
    public boolean onNewPacket(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header) {
        return turnstile.change(() -> core.onNewPacket(source, group, arrivedOn, header));
    }

    @Override
    public void onWrongInterface(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header) {
        change(() -> core.onWrongInterface(source, group, arrivedOn, header));
    }
}
