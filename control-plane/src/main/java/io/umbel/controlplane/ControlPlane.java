package io.umbel.controlplane;

import io.umbel.config.ApplianceConfig;
import io.umbel.config.InterfaceConfig;
import io.umbel.config.RouteConfig;
import io.umbel.config.StaticMroute;
import io.umbel.dataplane.contract.Doorbell;
import io.umbel.dataplane.contract.DoorbellIdleStrategy;
import io.umbel.dataplane.contract.Heartbeat;
import io.umbel.dataplane.contract.Injections;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.PeerWatch;
import io.umbel.dataplane.contract.Plane;
import io.umbel.dataplane.contract.PunctualThread;
import io.umbel.dataplane.contract.Punts;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.dataplane.contract.Upcalls;
import io.umbel.igmp.IgmpRouter;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.MgmOptions;
import io.umbel.mgm.MgmStatus;
import io.umbel.mgm.MulticastGroupManager;
import io.umbel.mgm.OperatorView;
import io.umbel.mgm.Page;
import io.umbel.remote.RemoteProtocols;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.agrona.CloseHelper;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control plane of an appliance: the group manager, its clients, and their thread. Every forwarding entry comes from the
 * group manager; those of the configuration's {@code static-mroutes} are a client's like any other ({@link StaticProtocol}).
 *
 * <p>Its end changes nothing: the data plane forwards by what was published, and the next control plane publishes only what
 * differs. One thread starts and closes it.
 */
public final class ControlPlane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

    /** How long a client's callback may take before it is reported. */
    private static final int CALLBACK_ALLOWED_MS = 1000;

    /** How often entries are looked at that may have timed out; their time-outs are in seconds. */
    private static final long EXPIRY_INTERVAL_NS = 100_000_000;

    /** Room for an entry with all interfaces, and for a page of ordinary ones. */
    private static final int KEYS_BYTES = 1 << 17;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final NanoClock nanoClock = SystemNanoClock.INSTANCE;
    private final EventLog events;
    private final UpcallTimes upcallTimes = new UpcallTimes(nanoClock);
    private final SerializedGroupManager manager;
    private final MfePublisher publisher;
    private final StaticProtocol staticProtocol;
    private final MulticastRoutes routes;
    private volatile ApplianceConfig config;
    private final ControlAgent agent;
    private final IgmpSpeaker igmp;
    private final RemoteProtocols remoteProtocols;
    private final Takeover takeover;
    private long nextExpiryNs;

    private ControlPlane(ApplianceConfig config, InstantSource clock, Duration grace) {
        this.events = new EventLog(clock);
        ApplianceConfig enabled = config.ofEnabled();
        this.routes = routes(enabled);
        SharedDirectory directory = config.sharedDir().create();
        Rehearsal.run();
        try {
            open(ControlPlaneLock.acquire(directory));
            MfeTable table =
                    open(MfeTable.createOrRecover(directory, config.limits().entries()));
            MfeChanges.Publisher changes = open(MfeChanges.publisher(directory));
            EntryCounts counts = open(new EntryCounts(directory, nanoClock));
            Heartbeat heartbeat = open(Heartbeat.begin(directory, Plane.CONTROL, nanoClock));
            this.publisher = new MfePublisher(table, changes, counts, clock, configured(enabled)::contains, events);
            CallbackWatch watch = open(new CallbackWatch(nanoClock, CALLBACK_ALLOWED_MS, LOG::warn));
            this.manager = new SerializedGroupManager(
                    routes,
                    publisher,
                    this::milliseconds,
                    watch,
                    MgmOptions.DEFAULTS.withLimits(
                            config.limits().entries(), config.limits().memberships()),
                    events);
            PuntReceiver punts = new PuntReceiver(open(Punts.openOrCreate(directory)));
            Injections injections = open(Injections.openOrCreate(directory));
            this.igmp = new IgmpSpeaker(manager, injections, this::milliseconds, enabled.interfaces());
            punts.speak(IgmpSpeaker.IP_PROTOCOL, igmp);
            UpcallReceiver upcalls = new UpcallReceiver(open(Upcalls.openOrCreate(directory)), manager);
            this.config = config;
            this.staticProtocol = new StaticProtocol(manager, manager, igmp, enabled.staticMroutes());
            this.remoteProtocols = new RemoteProtocols(
                    manager, manager, nanoClock::nanoTime, config.controlPlane().remoteClients());
            this.takeover = new Takeover(publisher, manager, remoteProtocols::isIdle, nanoClock, grace.toNanos());
            PeerWatch dataPlane = new PeerWatch(directory, Plane.DATA, nanoClock, (_, lost) -> {
                if (lost) {
                    publisher.renewTable();
                }
            });
            Doorbell doorbell = Doorbell.openOrCreate(directory, Plane.CONTROL);
            this.agent = new ControlAgent(
                    manager,
                    publisher,
                    doorbell,
                    upcallTimes,
                    List.of(
                            () -> heartbeat.beat(0),
                            dataPlane::poll,
                            punts::poll,
                            igmp::advance,
                            () -> upcallTimes.read(upcalls.poll()),
                            remoteProtocols::advance,
                            takeover::advance,
                            this::expire));
            staticProtocol.start();
            staticProtocol.keepInstalled();
            publisher.flush();
            // What the configuration no longer has need not be asked about.
            publisher.removeUnconfirmed(mfe -> mfe.flags() == Mfe.STATIC);
            open(run(agent, doorbell));
        } catch (RuntimeException | Error failure) {
            CloseHelper.quietCloseAll(opened);
            throw failure;
        }
    }

    /**
     * Makes the shared directory with the table and its change feed, takes over what an earlier control plane left there
     * ({@link Takeover}), and publishes the static entries. When it returns, a data plane may be started.
     *
     * @throws IllegalStateException with one sentence, if the directory is somebody else's or has a control plane already.
     */
    public static ControlPlane start(ApplianceConfig config) {
        return start(config, InstantSource.system(), config.controlPlane().takeoverGrace());
    }

    /** @param grace how long entries of an earlier control plane stay unconfirmed */
    static ControlPlane start(ApplianceConfig config, InstantSource clock, Duration grace) {
        return new ControlPlane(config, clock, grace);
    }

    /**
     * Has the control plane's thread do something with the group manager. Any thread may call.
     *
     * @return the result, once its changes are published; or what the command threw
     */
    public <T> CompletableFuture<T> submit(Function<MulticastGroupManager, T> command) {
        return agent.submit(command);
    }

    /** The group manager, for reading, from any thread. */
    public MulticastGroupManager groupManager() {
        return manager;
    }

    /** The configuration that holds. Any thread may ask. */
    public ApplianceConfig config() {
        return config;
    }

    /**
     * Goes over to another configuration, changing only what differs: entries that are to forward as before are not touched. Any
     * thread may call.
     *
     * @return the keys whose values are others now, once all is published; it fails with an {@link IllegalStateException} of one
     *     sentence, and nothing is changed, if one of them holds from a start on only
     */
    public CompletableFuture<List<String>> reconfigure(ApplianceConfig wanted) {
        return agent.submit(_ -> {
            List<String> changed = new Reconfiguration(config, wanted).requirePossible();
            ApplianceConfig enabled = wanted.ofEnabled();
            publisher.configured(configured(enabled)::contains);
            new Transition(manager, publisher, staticProtocol, igmp, routes)
                    .make(config.ofEnabled(), enabled, routes(enabled));
            tellOfSwitches(config, wanted);
            config = wanted;
            events.accept(new Event.Reloaded(changed));
            return changed;
        });
    }

    private void tellOfSwitches(ApplianceConfig from, ApplianceConfig to) {
        for (int i = 0; i < to.interfaces().size(); i++) {
            InterfaceConfig now = to.interfaces().get(i);
            if (from.interfaces().get(i).enabled() != now.enabled()) {
                events.accept(new Event.InterfaceSwitched(InterfaceId.of(now.index()), now.enabled()));
            }
        }
    }

    /** Removes the entries of a group; those of static streams are made anew at once, others by their next packet. */
    public CompletableFuture<Integer> clear(Ipv4 group) {
        return agent.submit(_ -> {
            int cleared = 0;
            for (MfeKey key : keys(group)) {
                cleared += manager.clear(key) ? 1 : 0;
            }
            staticProtocol.keepInstalled();
            return cleared;
        });
    }

    private List<MfeKey> keys(Ipv4 group) {
        List<MfeKey> keys = new ArrayList<>();
        MfeKey last = new MfeKey(group, Ipv4.ZERO);
        while (true) {
            Page<io.umbel.mgm.Mfe> page = manager.nextMfes(last, KEYS_BYTES);
            for (io.umbel.mgm.Mfe mfe : page.entries()) {
                if (!mfe.key().group().equals(group)) {
                    return keys;
                }
                last = mfe.key();
                keys.add(last);
            }
            if (page.status() != MgmStatus.MORE_DATA) {
                return keys;
            }
        }
    }

    /** What happens in the control plane. Any thread may read, and write what it knows of. */
    public EventLog events() {
        return events;
    }

    /** How long upcalls have taken. Any thread may read. */
    public UpcallTimes upcallTimes() {
        return upcallTimes;
    }

    /** The group manager's tables, for operators, from any thread. */
    public OperatorView operatorView() {
        return manager;
    }

    /**
     * Has the control plane's thread look at IGMP. Any thread may call; the reading is to be short, since all else waits for it.
     *
     * @return what it found
     */
    public <T> CompletableFuture<T> readIgmp(IgmpReading<T> reading) {
        return agent.submit(_ -> igmp.read(reading));
    }

    /** Looks at IGMP at a time in milliseconds, from the origin that IGMP's own are from. */
    @FunctionalInterface
    public interface IgmpReading<T> {
        /** What is found; it must not change any more. */
        T at(IgmpRouter router, long nowMs);
    }

    /** Protocol clients of other processes; only for commands that are {@link #submit submitted}. */
    public RemoteProtocols remoteProtocols() {
        return remoteProtocols;
    }

    /** Whether the entries of an earlier control plane have been confirmed or removed. Any thread may ask. */
    public boolean takeoverIsOver() {
        return takeover.isOver();
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.addFirst(resource);
        return resource;
    }

    private static MulticastRoutes routes(ApplianceConfig config) {
        MulticastRoutes routes = new MulticastRoutes();
        for (InterfaceConfig each : config.interfaces()) {
            routes.addConnected(
                    new Ipv4(each.address().address()), each.address().prefixLength(), each.index());
        }
        for (RouteConfig route : config.routes()) {
            routes.addStatic(route.prefix(), route.interfaceIndex(), route.via());
        }
        for (StaticMroute mroute : config.staticMroutes()) {
            routes.addStatic(new Ipv4(mroute.source()), mroute.iif());
        }
        return routes;
    }

    private static LongHashSet configured(ApplianceConfig config) {
        LongHashSet keys = new LongHashSet();
        config.staticMroutes().forEach(mroute -> keys.add(Mfe.key(mroute.source(), mroute.group())));
        return keys;
    }

    private static AgentRunner run(ControlAgent agent, Doorbell doorbell) {
        AgentRunner runner = new AgentRunner(
                new DoorbellIdleStrategy(doorbell, 0),
                failure -> LOG.error("{} failed and goes on", agent.roleName(), failure),
                null,
                agent);
        AgentRunner.startOnThread(runner, PunctualThread::new);
        return runner;
    }

    private long milliseconds() {
        return TimeUnit.NANOSECONDS.toMillis(nanoClock.nanoTime());
    }

    /** Entries that time out go; those of static streams are made anew, and the data plane misses none of them. */
    private int expire() {
        long now = nanoClock.nanoTime();
        if (now - nextExpiryNs < 0) {
            return 0;
        }
        nextExpiryNs = now + EXPIRY_INTERVAL_NS;
        int expired = manager.expire();
        if (expired > 0) {
            staticProtocol.keepInstalled();
        }
        return expired;
    }

    /** Lets go of the shared files. They stay, for the data plane and the next control plane. */
    @Override
    public void close() {
        CloseHelper.closeAll(opened);
    }
}
