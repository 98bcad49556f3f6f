package io.umbel.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.umbel.controlplane.UpcallTimes;
import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.InterfaceCounter;
import io.umbel.dataplane.contract.Liveness;
import io.umbel.dataplane.contract.LoopCounter;
import io.umbel.dataplane.contract.Plane;
import io.umbel.dataplane.contract.PoolCounter;
import io.umbel.dataplane.contract.PortCounter;
import io.umbel.igmp.InterfaceView;
import io.umbel.mgm.MfeStats;
import io.umbel.mgm.MgmStatus;
import io.umbel.mgm.MulticastGroupManager;
import io.umbel.mgm.OperatorView;
import io.umbel.mgm.Page;
import io.umbel.mgm.StatsLevel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /metrics}: for Prometheus. What there is of each stream only on request, since there may be a million of them. */
final class MetricsResource implements ApiPart {
    private static final int CHUNK_BYTES = 1 << 14;

    private final Appliance appliance;
    private final Counters counters;
    private final AlarmWatch alarms;

    MetricsResource(Appliance appliance, Counters counters, AlarmWatch alarms) {
        this.appliance = appliance;
        this.counters = counters;
        this.alarms = alarms;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/metrics", this::metrics);
    }

    private void metrics(ServerRequest request, ServerResponse response) {
        boolean streams = new Arguments(request, "streams")
                .query("streams")
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw Problem.badRequest("streams is '" + text + "'; allowed is true or false");
                })
                .orElse(false);
        List<InterfaceView> igmp = appliance
                .agent()
                .await(() -> appliance.controlPlane().readIgmp((router, now) -> router.interfaces(now)));
        Optional<CounterSnapshot> counted = counters.read();
        response.header(HeaderNames.CONTENT_TYPE, MetricsText.CONTENT_TYPE);
        try (OutputStream out = new BufferedOutputStream(response.outputStream())) {
            MetricsText text = new MetricsText(out);
            planes(text);
            tables(text);
            upcalls(text, appliance.controlPlane().upcallTimes());
            igmp(text, igmp);
            if (counted.isPresent()) {
                frames(text, counted.get());
                passes(text, counted.get());
                interfaces(text, counted.get());
                ports(text, counted.get());
            }
            if (streams) {
                streams(text);
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void planes(MetricsText text) throws IOException {
        text.gauge("umbel_plane_up", "Whether the plane gives signs of life.");
        for (Plane plane : Plane.values()) {
            Liveness liveness = Liveness.of(appliance.config().sharedDir(), plane);
            text.sample(liveness.state() == Liveness.State.ALIVE ? 1 : 0, "plane", Json.name(plane));
        }
        text.gauge("umbel_workers_stalled", "Workers of the data plane that make no passes.")
                .sample(Liveness.of(appliance.config().sharedDir(), Plane.DATA).stalledWorkers());
        text.gauge("umbel_alarm", "1 for each alarm that is raised.");
        for (AlarmWatch.Alarm alarm : alarms.raised()) {
            text.sample(1, "alarm", alarm.name());
        }
    }

    private void tables(MetricsText text) throws IOException {
        OperatorView view = appliance.controlPlane().operatorView();
        text.gauge("umbel_mfes", "Forwarding entries.")
                .sample(appliance.tables().read(view::mfeCount));
        text.gauge("umbel_mfes_limit", "Forwarding entries that are allowed.")
                .sample(appliance.config().limits().entries());
        text.gauge("umbel_memberships", "Memberships, by entry, interface and who added them.")
                .sample(appliance.tables().read(view::membershipCount));
    }

    private static void upcalls(MetricsText text, UpcallTimes times) throws IOException {
        text.histogram(
                "umbel_upcall_duration_seconds",
                "From the duty cycle that reads an upcall until what it changed is published.",
                UpcallTimes::boundNanos,
                times.counts(),
                times.totalNanos());
    }

    private void igmp(MetricsText text, List<InterfaceView> interfaces) throws IOException {
        text.gauge("umbel_igmp_groups", "Groups that hosts have joined.");
        for (InterfaceView each : interfaces) {
            text.sample(each.groups(), "interface", appliance.name(each.id()));
        }
        text.gauge("umbel_igmp_querier", "Whether the appliance is the querier.");
        for (InterfaceView each : interfaces) {
            text.sample(each.isQuerier() ? 1 : 0, "interface", appliance.name(each.id()));
        }
        text.counter("umbel_igmp_received_messages_total", "IGMP messages that were acted upon.");
        for (InterfaceView each : interfaces) {
            byName(text, each, each.statistics().received(), "kind");
        }
        text.counter("umbel_igmp_sent_messages_total", "IGMP messages sent.");
        for (InterfaceView each : interfaces) {
            byName(text, each, each.statistics().sent(), "kind");
        }
        text.counter("umbel_igmp_rejected_total", "Datagrams, records and sources that were not acted upon.");
        for (InterfaceView each : interfaces) {
            byName(text, each, each.statistics().rejected(), "reason");
        }
    }

    private void byName(MetricsText text, InterfaceView on, Map<? extends Enum<?>, Long> counts, String label)
            throws IOException {
        for (Map.Entry<? extends Enum<?>, Long> count : counts.entrySet()) {
            text.sample(count.getValue(), "interface", appliance.name(on.id()), label, Json.name(count.getKey()));
        }
    }

    private static void frames(MetricsText text, CounterSnapshot all) throws IOException {
        text.counter("umbel_frames_total", "Frames received, by what became of them.");
        for (Fate fate : Fate.values()) {
            text.sample(all.count(fate), "fate", Json.name(fate));
        }
        text.counter("umbel_dropped_frames_total", "Frames dropped, by reason.");
        for (StatisticsResource.Drop drop : StatisticsResource.drops(all).toList()) {
            text.sample(drop.packets(), "reason", drop.reason());
        }
        text.counter("umbel_exchange_total", "Traffic between the planes.");
        for (ExchangeCounter counter : ExchangeCounter.values()) {
            text.sample(all.count(counter), "kind", Json.name(counter));
        }
        text.gauge("umbel_packet_buffers", "Packet buffers.").sample(all.count(PoolCounter.SIZE));
        text.gauge("umbel_packet_buffers_available", "Packet buffers that are free.")
                .sample(all.count(PoolCounter.AVAILABLE));
    }

    private static void passes(MetricsText text, CounterSnapshot all) throws IOException {
        text.histogram(
                "umbel_worker_pass_duration_seconds",
                "Passes of the workers that received something, from the end of the pass before.",
                LoopCounter::boundNanos,
                Arrays.stream(LoopCounter.values())
                        .limit(LoopCounter.BUCKETS)
                        .mapToLong(all::count)
                        .toArray(),
                all.count(LoopCounter.SUM_NS));
        text.gauge("umbel_worker_longest_pass_seconds", "The longest of these passes since the data plane's start.")
                .sample("", MetricsText.seconds(all.count(LoopCounter.WORST_NS)));
    }

    private static void interfaces(MetricsText text, CounterSnapshot all) throws IOException {
        for (InterfaceCounter counter : InterfaceCounter.values()) {
            switch (counter) {
                case IN_PACKETS -> text.counter("umbel_interface_receive_packets_total", "Frames received.");
                case IN_OCTETS -> text.counter("umbel_interface_receive_bytes_total", "Octets of frames received.");
                case OUT_PACKETS -> text.counter("umbel_interface_transmit_packets_total", "Frames sent.");
                case OUT_OCTETS -> text.counter("umbel_interface_transmit_bytes_total", "Octets of frames sent.");
                case OUT_DISCARDS ->
                    text.counter("umbel_interface_transmit_discards_total", "Frames that the device did not take.");
                case OUT_TOO_BIG ->
                    text.counter("umbel_interface_transmit_too_big_total", "Datagrams longer than the MTU.");
            }
            for (CounterSnapshot.Interface each : all.interfaces()) {
                text.sample(each.counts().getOrDefault(counter, 0L), "interface", each.name());
            }
        }
    }

    private static void ports(MetricsText text, CounterSnapshot all) throws IOException {
        for (PortCounter counter : PortCounter.values()) {
            String name = Json.name(counter).replace('-', '_');
            text.counter("umbel_port_" + name + "_total", "Of the port: " + counter.label() + ".");
            for (CounterSnapshot.Port each : all.ports()) {
                text.sample(each.counts().getOrDefault(counter, 0L), "port", each.name());
            }
        }
    }

    /** Written as they are read, a few hundred at a time. */
    private void streams(MetricsText text) throws IOException {
        MulticastGroupManager manager = appliance.controlPlane().groupManager();
        text.counter("umbel_mfe_packets_total", "Packets forwarded by the entry.");
        Page<MfeStats> page = appliance.tables().read(() -> manager.firstMfeStats(CHUNK_BYTES, StatsLevel.STATS_0));
        while (true) {
            for (MfeStats mfe : page.entries()) {
                text.sample(
                        mfe.inPackets(),
                        "group",
                        mfe.key().group().toString(),
                        "source",
                        mfe.key().source().toString(),
                        "iif",
                        appliance.name(mfe.incoming()));
            }
            if (page.status() == MgmStatus.NO_MORE_ITEMS || page.entries().isEmpty()) {
                return;
            }
            MfeStats last = page.entries().getLast();
            page = appliance.tables().read(() -> manager.nextMfeStats(last.key(), CHUNK_BYTES, StatsLevel.STATS_0));
        }
    }
}
