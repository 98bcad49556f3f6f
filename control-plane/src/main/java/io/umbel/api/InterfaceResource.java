package io.umbel.api;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.umbel.config.InterfaceConfig;
import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.InterfaceCounter;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.OperatorView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /v1/interfaces} and {@code /v1/protocols}: the interfaces, who is on them, and what came and went. */
final class InterfaceResource implements ApiPart {
    private final Appliance appliance;
    private final Counters counters;

    InterfaceResource(Appliance appliance, Counters counters) {
        this.appliance = appliance;
        this.counters = counters;
    }

    /**
     * An interface.
     *
     * @param enabled whether anything is forwarded from there or to there
     * @param owner the routing protocol that owns it
     * @param igmp whether IGMP is enabled on it
     * @param statistics since the data plane started; missing if none has
     */
    record View(
            int index,
            String name,
            String device,
            Optional<Integer> vlan,
            String address,
            Optional<String> mac,
            int mtu,
            boolean enabled,
            Optional<String> owner,
            boolean igmp,
            Optional<Map<String, Long>> statistics) {}

    /** A registered protocol and the interfaces it is on. */
    record Protocol(String name, int protocolId, int componentId, List<String> interfaces) {}

    record Switch(boolean enabled) {}

    record Interfaces(List<View> interfaces) {}

    record Protocols(List<Protocol> protocols) {}

    @Override
    public void addTo(Routes routes) {
        routes.get("/v1/interfaces", this::list);
        routes.get("/v1/interfaces/{name}", this::one);
        routes.put("/v1/interfaces/{name}", this::enable);
        routes.get("/v1/protocols", this::protocols);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Arguments.none(request);
        Map<InterfaceId, OperatorView.OnInterface> taken = taken();
        Optional<CounterSnapshot> counted = counters.read();
        Json.send(
                response,
                new Interfaces(appliance.config().interfaces().stream()
                        .map(each -> view(each, taken, counted))
                        .toList()));
    }

    private void one(ServerRequest request, ServerResponse response) {
        InterfaceConfig found = appliance.named(new Arguments(request).path("name"));
        Json.send(response, view(found, taken(), counters.read()));
    }

    private void enable(ServerRequest request, ServerResponse response) {
        int index = appliance.named(new Arguments(request).path("name")).index();
        Switch wanted = Json.read(request, Switch.class);
        ConfigurationChange.make(
                appliance,
                response,
                document -> ConfigurationChange.interfaceOf(document, index)
                        .put("enabled", wanted.enabled() ? "on" : "off"));
    }

    private Map<InterfaceId, OperatorView.OnInterface> taken() {
        return appliance.tables().read(appliance.controlPlane().operatorView()::interfaces).stream()
                .collect(Collectors.toMap(OperatorView.OnInterface::id, Function.identity()));
    }

    private static View view(
            InterfaceConfig config,
            Map<InterfaceId, OperatorView.OnInterface> taken,
            Optional<CounterSnapshot> counted) {
        Optional<OperatorView.OnInterface> on = Optional.ofNullable(taken.get(InterfaceId.of(config.index())));
        return new View(
                config.index(),
                config.name(),
                config.device(),
                config.vlan() == InterfaceConfig.UNTAGGED ? Optional.empty() : Optional.of(config.vlan()),
                config.address().toString(),
                config.mac().map(Object::toString),
                config.mtu(),
                config.enabled(),
                on.flatMap(OperatorView.OnInterface::owner).map(Appliance::name),
                on.flatMap(OperatorView.OnInterface::igmp).isPresent(),
                counted.flatMap(all -> statistics(all, config.index())));
    }

    private static Optional<Map<String, Long>> statistics(CounterSnapshot all, int index) {
        return all.interfaces().stream()
                .filter(each -> each.index() == index)
                .findFirst()
                .map(each -> Counters.byName(each.counts(), InterfaceCounter.values()));
    }

    private void protocols(ServerRequest request, ServerResponse response) {
        Arguments.none(request);
        OperatorView view = appliance.controlPlane().operatorView();
        List<OperatorView.OnInterface> taken = appliance.tables().read(view::interfaces);
        Json.send(
                response,
                new Protocols(appliance.tables().read(view::protocols).stream()
                        .map(OperatorView.Protocol::id)
                        .map(id -> new Protocol(
                                Appliance.name(id),
                                id.protocolId(),
                                id.componentId(),
                                taken.stream()
                                        .filter(on -> on.owner().equals(Optional.of(id))
                                                || on.igmp().equals(Optional.of(id)))
                                        .map(on -> appliance.name(on.id()))
                                        .toList()))
                        .toList()));
    }
}
