package io.umbel.api;

import io.umbel.config.InterfaceConfig;
import io.umbel.controlplane.Event;
import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.Liveness;
import io.umbel.dataplane.contract.Plane;
import io.umbel.dataplane.contract.PortCounter;
import io.umbel.igmp.InterfaceView;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.OperatorView;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second whether something is wrong, and says so once, as an event and in the log; and again when it is over. What
 * shows as a counter that grows is over when it has not grown for a while.
 */
final class AlarmWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmWatch.class);
    private static final long LOOK_EVERY_MS = 1000;
    private static final int QUIET_LOOKS = 10;
    private static final int LOOKS_FOR_A_PROTOCOL = 5;

    /**
     * An alarm that is raised.
     *
     * @param since when it was raised
     */
    record Alarm(String name, String detail, Instant since) {}

    private final Appliance appliance;
    private final Counters counters;
    private final Map<String, Alarm> raised = new ConcurrentSkipListMap<>();
    private final Map<String, Long> counted = new HashMap<>();
    private final Map<String, Integer> quiet = new HashMap<>();
    private final Map<String, Integer> withoutProtocol = new HashMap<>();
    private final Map<InterfaceId, Ipv4> queriers = new HashMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("umbel-alarms").factory());

    AlarmWatch(Appliance appliance, Counters counters) {
        this.appliance = appliance;
        this.counters = counters;
    }

    void start() {
        var _ = watch.scheduleWithFixedDelay(this::look, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    /** The alarms that are raised, by name. Any thread may ask. */
    Collection<Alarm> raised() {
        return List.copyOf(raised.values());
    }

    private void look() {
        try {
            lookAtPlanes();
            lookAtInterfaces();
            lookAtTables();
            counters.read().ifPresent(this::lookAtCounters);
            lookAtQueriers();
        } catch (RuntimeException e) {
            if (watch.isShutdown()) {
                return;
            }
            LOG.warn("the watch of alarms goes on after a failure", e);
        }
    }

    private void lookAtPlanes() {
        Liveness dataPlane = Liveness.of(appliance.config().sharedDir(), Plane.DATA);
        set(
                "data-plane-gone",
                dataPlane.state() == Liveness.State.SILENT || dataPlane.state() == Liveness.State.STOPPED,
                "the data plane is " + Json.name(dataPlane.state()) + ": nothing is forwarded");
        set(
                "workers-stalled",
                dataPlane.stalledWorkers() > 0,
                dataPlane.stalledWorkers() + " workers of the data plane make no passes");
    }

    /** Protocols of other processes need a while to come and take theirs. */
    private void lookAtInterfaces() {
        Set<Integer> taken = appliance.tables().read(appliance.controlPlane().operatorView()::interfaces).stream()
                .map(each -> each.id().index())
                .collect(Collectors.toSet());
        for (InterfaceConfig each : appliance.config().interfaces()) {
            boolean idle = each.enabled() && !taken.contains(each.index());
            int looks = idle ? withoutProtocol.merge(each.name(), 1, Integer::sum) : 0;
            withoutProtocol.put(each.name(), looks);
            set(
                    "interface-without-protocol/" + each.name(),
                    looks >= LOOKS_FOR_A_PROTOCOL,
                    "interface " + each.name() + " belongs to no protocol, so nothing is forwarded there");
        }
    }

    private void lookAtTables() {
        OperatorView view = appliance.controlPlane().operatorView();
        int entries = appliance.config().limits().entries();
        set(
                "entries-full",
                appliance.tables().read(view::mfeCount) >= entries,
                "there are as many entries as limits.entries allows, " + entries
                        + ": packets of further streams are dropped");
        int memberships = appliance.config().limits().memberships();
        set(
                "memberships-full",
                appliance.tables().read(view::membershipCount) >= memberships,
                "there are as many memberships as limits.memberships allows, " + memberships + ": further joins wait");
    }

    private void lookAtCounters(CounterSnapshot now) {
        grows(
                "holds-dropped",
                now.count(ExchangeCounter.HELD_EXPIRED),
                "packets that were held were dropped, since no entry came in time");
        grows(
                "no-entry-dropped",
                now.count(Fate.DROPPED_NO_ENTRY),
                "packets of streams without an entry were dropped, since there was no room to hold them");
        grows("no-buffer", now.count(Fate.DROPPED_NO_BUFFER), "packets were dropped because the packet pool was empty");
        grows("punts-lost", now.count(Fate.DROPPED_PUNT_FULL), "the control plane was too slow to take all of IGMP");
        grows(
                "upcalls-lost",
                now.count(ExchangeCounter.UPCALL_RING_FULL),
                "the control plane was too slow to be asked for all entries");
        for (CounterSnapshot.Port port : now.ports()) {
            long lost = port.counts().getOrDefault(PortCounter.DEVICE_RX_MISSED, 0L)
                    + port.counts().getOrDefault(PortCounter.DEVICE_RX_NO_BUFFER, 0L);
            grows(
                    "port-missed/" + port.name(),
                    lost,
                    "the device " + port.name() + " lost frames that the workers did not take in time");
        }
    }

    private void grows(String name, long count, String detail) {
        Long before = counted.put(name, count);
        boolean grew = before != null && count > before;
        int looks = grew ? 0 : quiet.getOrDefault(name, QUIET_LOOKS) + 1;
        quiet.put(name, looks);
        set(name, looks < QUIET_LOOKS, detail);
    }

    /** Raises or clears it, if that is news. */
    private void set(String name, boolean wrong, String detail) {
        Alarm before = raised.get(name);
        if (wrong && before == null) {
            raised.put(name, new Alarm(name, detail, Instant.now()));
            LOG.warn("alarm {}: {}", name, detail);
            appliance.controlPlane().events().accept(new Event.Alarm(name, true, detail));
        } else if (!wrong && before != null) {
            raised.remove(name);
            LOG.info("alarm {} is over", name);
            appliance.controlPlane().events().accept(new Event.Alarm(name, false, "over: " + before.detail()));
        }
    }

    private void lookAtQueriers() {
        List<InterfaceView> views = appliance
                .agent()
                .await(() -> appliance.controlPlane().readIgmp((router, now) -> router.interfaces(now)));
        for (InterfaceView view : views) {
            Optional<Ipv4> before = Optional.ofNullable(queriers.put(view.id(), view.querier()));
            before.filter(querier -> !querier.equals(view.querier()))
                    .ifPresent(querier -> appliance
                            .controlPlane()
                            .events()
                            .accept(new Event.QuerierChanged(view.id(), querier, view.querier())));
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
