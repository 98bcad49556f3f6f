package io.umbel.api;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.ExchangeCounter;
import io.umbel.dataplane.contract.Fate;
import io.umbel.dataplane.contract.PoolCounter;
import io.umbel.dataplane.contract.PortCounter;
import io.umbel.mgm.OperatorView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /v1/statistics}, {@code /v1/ports} and {@code /v1/drops}: what is counted beside interfaces and MFEs. */
final class StatisticsResource implements ApiPart {
    private static final String DROPPED = "dropped-";

    private final Appliance appliance;
    private final Counters counters;

    StatisticsResource(Appliance appliance, Counters counters) {
        this.appliance = appliance;
        this.counters = counters;
    }

    /**
     * The sums.
     *
     * @param fates what became of the frames; missing, like the next two, if no data plane has run
     * @param planes the traffic between the planes
     * @param pool mbufs
     */
    record Statistics(
            int mfes,
            int maxMfes,
            int memberships,
            Optional<Map<String, Long>> fates,
            Optional<Map<String, Long>> planes,
            Optional<Map<String, Long>> pool) {}

    record Port(int place, String name, Map<String, Long> statistics) {}

    record Ports(List<Port> ports) {}

    /** @param label for people */
    record Drop(String reason, String label, long packets) {}

    record Drops(List<Drop> drops) {}

    @Override
    public void addTo(Routes routes) {
        routes.get("/v1/statistics", this::statistics);
        routes.get("/v1/ports", this::ports);
        routes.get("/v1/drops", this::drops);
    }

    private void statistics(ServerRequest request, ServerResponse response) {
        Arguments.none(request);
        OperatorView view = appliance.controlPlane().operatorView();
        Optional<CounterSnapshot> counted = counters.read();
        Json.send(
                response,
                new Statistics(
                        appliance.tables().read(view::mfeCount),
                        appliance.config().limits().entries(),
                        appliance.tables().read(view::membershipCount),
                        counted.map(all -> Counters.byName(all.fates(), Fate.values())),
                        counted.map(all -> Counters.byName(all.exchange(), ExchangeCounter.values())),
                        counted.map(all -> Counters.byName(all.pool(), PoolCounter.values()))));
    }

    private void ports(ServerRequest request, ServerResponse response) {
        Arguments.none(request);
        Json.send(
                response,
                new Ports(counters.read().stream()
                        .flatMap(all -> all.ports().stream())
                        .map(port -> new Port(
                                port.place(), port.name(), Counters.byName(port.counts(), PortCounter.values())))
                        .toList()));
    }

    private void drops(ServerRequest request, ServerResponse response) {
        Arguments.none(request);
        Json.send(
                response,
                new Drops(counters.read().stream()
                        .flatMap(StatisticsResource::drops)
                        .toList()));
    }

    /** Every reason, first those of whole frames, then those of replicas and of what was held. */
    static Stream<Drop> drops(CounterSnapshot all) {
        Stream<Drop> frames = Stream.of(Fate.values())
                .filter(fate -> Json.name(fate).startsWith(DROPPED))
                .map(fate -> new Drop(Json.name(fate).substring(DROPPED.length()), fate.label(), all.count(fate)));
        return Stream.concat(
                frames,
                Stream.of(new Drop(
                        "held-expired",
                        ExchangeCounter.HELD_EXPIRED.label(),
                        all.count(ExchangeCounter.HELD_EXPIRED))));
    }
}
