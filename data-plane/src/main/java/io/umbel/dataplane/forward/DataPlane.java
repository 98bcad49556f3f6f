package io.umbel.dataplane.forward;

import io.umbel.dataplane.contract.DataPlaneCounters;
import io.umbel.dataplane.contract.Doorbell;
import io.umbel.dataplane.contract.DoorbellIdleStrategy;
import io.umbel.dataplane.contract.Heartbeat;
import io.umbel.dataplane.contract.MacAddress;
import io.umbel.dataplane.contract.MfeChanges;
import io.umbel.dataplane.contract.MfeCounterFile;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.PeerWatch;
import io.umbel.dataplane.contract.Plane;
import io.umbel.dataplane.contract.PunctualThread;
import io.umbel.dataplane.fib.Branch;
import io.umbel.dataplane.fib.Fib;
import io.umbel.dataplane.fib.FibAgent;
import io.umbel.dataplane.fib.FibReader;
import io.umbel.dataplane.fib.FibRehearsal;
import io.umbel.dpdk.CpuAffinity;
import io.umbel.dpdk.DpdkException;
import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EthDevice;
import io.umbel.dpdk.PacketPool;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.CompositeAgent;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data plane of an appliance: its ports, its FIB, its workers. It opens what the control plane has made in the shared
 * directory, has read the whole MFE table before the first frame is polled, and goes on by its last table when the control
 * plane is away.
 *
 * <p>Run it on threads of its own ({@link #start}), or step by step on the caller's ({@link #step}), which does the same
 * things in the same order every time. One thread opens, starts and closes it.
 */
public final class DataPlane implements AutoCloseable {
    /** What DPDK knows its mbuf pool by. */
    public static final String POOL = "umbel";

    private static final Logger LOG = LoggerFactory.getLogger(DataPlane.class);

    /** Octets of frame in one mbuf; longer frames are received in several. */
    private static final int DATA_ROOM = 2048;

    /** Mbufs that a worker keeps at hand; the most that DPDK allows. */
    private static final int POOL_CACHE = 512;

    /**
     * Entries with counts of their own: as many as any table has, since a control plane that comes later may make a larger one.
     * 64 MiB of address space, of memory only what is used.
     */
    private static final int COUNTED_ENTRIES = MfeTable.MAX_CAPACITY;

    /** So long a start waits for a table that another process left locked; the control plane renews it in a second or two. */
    private static final Duration WAIT_FOR_RENEWAL = Duration.ofSeconds(10);

    /** So long a start waits for the worker's code to be optimised. */
    private static final Duration REHEARSE_AT_MOST = Duration.ofSeconds(2);

    private static final int IDLE_SPINS = 200;
    /** None: since Linux 6.18 a thread that yields gives up what is left of its slice, which is milliseconds. */
    private static final int IDLE_YIELDS = 0;

    private static final long IDLE_MIN_PARK_NS = 1_000;
    private static final long IDLE_MAX_PARK_NS = 100_000;

    /**
     * Half a millisecond, for changes come in rows. At 100,000 a second, with the control plane on the same core, more than half of
     * that core went into ringing and sleeping when each was rung for.
     */
    private static final int NAPS_BETWEEN_CHANGES = 10;

    private final DataPlaneSettings settings;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<EthDevice> devices = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();
    private final List<WorkerAgent> workers = new ArrayList<>();
    private final List<AgentRunner> runners = new ArrayList<>();
    private final List<AgentInvoker> invokers = new ArrayList<>();
    private final PacketPool pool;
    private final CounterPublisher publisher;
    private final Fib fib;
    private final FibAgent fibAgent;
    private final Agent housekeeping;
    private int keptByDevices;
    private boolean closed;

    private DataPlane(Eal eal, DataPlaneSettings settings) {
        this.settings = settings;
        List<String> names = settings.interfaces().stream()
                .map(InterfaceSettings::device)
                .distinct()
                .toList();
        FibRehearsal.run();
        WorkerRehearsal.run(eal, names, REHEARSE_AT_MOST);
        try {
            MfeTable table = open(MfeTable.open(settings.directory()));
            // Before the table is read, so that the control plane knows who reads it.
            Heartbeat heartbeat = open(Heartbeat.begin(settings.directory(), Plane.DATA, SystemNanoClock.INSTANCE));
            // Before the table is read, so that no change falls in between.
            MfeChanges.Subscriber changes = open(MfeChanges.subscribe(settings.directory()));
            DataPlaneCounters shared = open(DataPlaneCounters.create(
                    settings.directory(),
                    settings.interfaces().stream().map(InterfaceSettings::name).toList(),
                    names));
            this.pool = open(pool(names));
            names.forEach(this::openDevice);
            List<ForwardingInterface> interfaces = interfaces(names);

            MfeCounterFile mfeCounters = open(MfeCounterFile.create(settings.directory(), COUNTED_ENTRIES));
            PlaneExchange exchange = open(PlaneExchange.open(settings.directory()));
            this.fib = open(new Fib(settings.workers()));
            Map<Integer, Branch> branches = interfaces.stream()
                    .collect(Collectors.toMap(ForwardingInterface::index, ForwardingInterface::branch));
            this.fibAgent = new FibAgent(table, changes, fib, mfeCounters, SystemNanoClock.INSTANCE, branches::get);
            fibAgent.readWholeTableAtStart(WAIT_FOR_RENEWAL);

            HoldSettings hold = settings.hold().sharedBy(settings.workers());
            List<WorkerCounters> counters = new ArrayList<>();
            for (int number = 0; number < settings.workers(); number++) {
                counters.add(open(new WorkerCounters(interfaces.size(), devices.size())));
                workers.add(new WorkerAgent(
                        number,
                        settings.workers(),
                        settings.cores().isEmpty()
                                ? WorkerAgent.ANY_CORE
                                : settings.cores().get(number),
                        eal,
                        pool,
                        devices,
                        interfaces,
                        fib.reader(number),
                        counters.getLast(),
                        exchange,
                        hold));
            }
            this.publisher =
                    new CounterPublisher(shared, counters, interfaces, devices, pool, SystemNanoClock.INSTANCE);
            this.housekeeping = new CompositeAgent(publisher, life(heartbeat));
            agents.add(fibAgent);
            agents.add(housekeeping);
            agents.addAll(workers);
        } catch (RuntimeException | Error failure) {
            devices.forEach(EthDevice::close);
            CloseHelper.quietCloseAll(opened);
            throw failure;
        }
    }

    private LifeAgent life(Heartbeat heartbeat) {
        List<FibReader> readers =
                IntStream.range(0, settings.workers()).mapToObj(this::view).toList();
        return new LifeAgent(
                heartbeat,
                new WorkerWatch(readers, SystemNanoClock.INSTANCE),
                new PeerWatch(settings.directory(), Plane.CONTROL, SystemNanoClock.INSTANCE, (_, _) -> {}));
    }

    /**
     * Opens ports and tables. Nothing is polled yet.
     *
     * @throws DpdkException if a device cannot be had, or packet memory is short
     * @throws IllegalStateException with one sentence, if there is no control plane's directory of this layout, or a device
     *     cannot carry the MTU of an interface
     */
    public static DataPlane open(Eal eal, DataPlaneSettings settings) {
        return new DataPlane(eal, settings);
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.addFirst(resource);
        return resource;
    }

    private PacketPool pool(List<String> devices) {
        int size = settings.poolSize();
        return PacketPool.createFor(devices, POOL, size, Math.min(POOL_CACHE, size / 4), DATA_ROOM);
    }

    private void openDevice(String devargs) {
        EthDevice device = EthDevice.probe(devargs);
        devices.add(device);
        int available = pool.available();
        device.configure(
                device.rxQueuesFor(settings.workers()), Math.min(settings.workers(), device.maxTxQueues()), pool);
        raiseMtu(device, devargs);
        device.receiveEverything();
        device.start();
        if (device.keepsBuffers()) {
            keptByDevices += available - pool.available();
        }
    }

    /** Has the device carry what the longest MTU of its interfaces allows. */
    private void raiseMtu(EthDevice device, String devargs) {
        InterfaceSettings longest = settings.interfaces().stream()
                .filter(each -> each.device().equals(devargs))
                .max(Comparator.comparingInt(InterfaceSettings::mtu))
                .orElseThrow();
        int own = device.mtu();
        if (longest.mtu() <= own) {
            return;
        }
        try {
            device.mtu(longest.mtu());
        } catch (DpdkException e) {
            throw new IllegalStateException(
                    "interface " + longest.name() + ": mtu is " + longest.mtu() + ", and the device " + devargs
                            + " refuses that (" + e.getMessage() + "); allowed is its own, " + own + ", or less",
                    e);
        }
    }

    private List<ForwardingInterface> interfaces(List<String> names) {
        List<ForwardingInterface> interfaces = new ArrayList<>();
        for (InterfaceSettings each : settings.interfaces()) {
            int port = names.indexOf(each.device());
            EthDevice device = devices.get(port);
            MacAddress mac = each.mac() == null ? new MacAddress(device.macAddress()) : each.mac();
            int mtu = each.mtu() == 0 ? device.mtu() : each.mtu();
            interfaces.add(new ForwardingInterface(
                    interfaces.size() + 1, port, each.vlanId(), mac, each.address(), mtu, device.sendsChains()));
        }
        return List.copyOf(interfaces);
    }

    /**
     * Starts forwarding, on threads of the data plane's own, and returns when all workers poll. If they have cores, all other
     * threads of this process leave those.
     *
     * @throws IllegalStateException with one sentence, if a worker cannot; close it then
     */
    public void start() {
        CpuAffinity.vacate(settings.cores());
        for (Agent agent : agents) {
            AgentRunner runner = new AgentRunner(
                    idle(agent), failure -> LOG.error("{} failed and goes on", agent.roleName(), failure), null, agent);
            AgentRunner.startOnThread(
                    runner, agent instanceof WorkerAgent ? PunctualThread::new : PunctualThread::ofShortTurns);
            runners.add(runner);
        }
        workers.forEach(WorkerAgent::awaitStart);
    }

    private IdleStrategy idle(Agent agent) {
        if (agent.equals(housekeeping)) {
            // Not on the FIB's thread: asking the devices for their counters takes half a millisecond, and a join would
            // wait.
            return new SleepingMillisIdleStrategy(10);
        }
        if (agent.equals(fibAgent)) {
            return new DoorbellIdleStrategy(Doorbell.open(settings.directory(), Plane.DATA), NAPS_BETWEEN_CHANGES);
        }
        boolean busy = agent instanceof WorkerAgent && settings.idle() == DataPlaneSettings.Idle.BUSY;
        return busy
                ? BusySpinIdleStrategy.INSTANCE
                : new BackoffIdleStrategy(IDLE_SPINS, IDLE_YIELDS, IDLE_MIN_PARK_NS, IDLE_MAX_PARK_NS);
    }

    /**
     * Does one pass of everything on the calling thread, always the same, instead of {@link #start}. A failure is thrown.
     *
     * @return how much there was to do; 0 if there was nothing
     */
    public int step() {
        if (settings.workers() != 1) {
            throw new IllegalStateException("only a data plane with one worker goes step by step");
        }
        if (invokers.isEmpty()) {
            for (Agent agent : agents) {
                AgentInvoker invoker = new AgentInvoker(DataPlane::rethrow, null, agent);
                invoker.start();
                invokers.add(invoker);
            }
        }
        return invokers.stream().mapToInt(AgentInvoker::invoke).sum();
    }

    private static void rethrow(Throwable failure) {
        throw new IllegalStateException("the data plane failed", failure);
    }

    /**
     * What the worker of that number, from 0, sees of the FIB: for whoever measures how soon a change gets there. Until the
     * data plane stops, any thread may look entries up in its table, as long as the number of entries does not grow: a table
     * that has become too small is freed as soon as the worker has left it.
     */
    public FibReader view(int worker) {
        return fib.reader(worker);
    }

    /** Sets the shared counters to what has been counted so far. Only with {@link #step}, or after the threads ended. */
    public void publishCounters() {
        publisher.publish();
        fibAgent.publishCounters();
    }

    /**
     * Stops forwarding, in order: threads, ports, tables. The shared counters have their last values afterwards. Does
     * nothing the second time.
     *
     * @return mbufs that did not come back to the pool: 0, or there is a leak. Those that a device took at start and by its
     *     driver's nature keeps are not counted
     */
    public int stop() {
        if (closed) {
            return 0;
        }
        closed = true;
        CloseHelper.closeAll(runners);
        CloseHelper.closeAll(invokers);
        publishCounters();
        devices.forEach(EthDevice::close);
        publisher.publishPool();
        int missing = pool.size() - pool.available() - keptByDevices;
        CloseHelper.closeAll(opened);
        return missing;
    }

    /** Stops, and reports mbufs that did not come back in the log. */
    @Override
    public void close() {
        int missing = stop();
        if (missing != 0) {
            LOG.error("{} mbufs did not come back to the pool", missing);
        }
    }
}
