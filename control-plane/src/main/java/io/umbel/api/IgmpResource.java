package io.umbel.api;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.umbel.config.InterfaceConfig;
import io.umbel.igmp.GroupView;
import io.umbel.igmp.InterfaceView;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import java.util.List;
import java.util.Optional;

/** {@code /v1/igmp}: queriers, timers, groups and sources of each interface, in the words of RFC 8652. */
final class IgmpResource implements ApiPart {
    /** How many groups the control plane's thread is asked for at a time. */
    private static final int CHUNK = 256;

    private final Appliance appliance;

    IgmpResource(Appliance appliance) {
        this.appliance = appliance;
    }

    record Interfaces(List<IgmpInterfaceView> interfaces) {}

    @Override
    public void addTo(Routes routes) {
        routes.get("/v1/igmp/interfaces", this::interfaces);
        routes.get("/v1/igmp/interfaces/{name}", this::one);
        routes.get("/v1/igmp/interfaces/{name}/groups", this::groups);
        routes.get("/v1/igmp/interfaces/{name}/groups/{group}", this::group);
    }

    private void interfaces(ServerRequest request, ServerResponse response) {
        Arguments.none(request);
        List<InterfaceView> all = appliance
                .agent()
                .await(() -> appliance.controlPlane().readIgmp((router, now) -> router.interfaces(now)));
        Json.send(
                response,
                new Interfaces(all.stream()
                        .map(each -> IgmpInterfaceView.of(each, appliance))
                        .toList()));
    }

    private void one(ServerRequest request, ServerResponse response) {
        InterfaceConfig on = appliance.named(new Arguments(request).path("name"));
        Optional<InterfaceView> found = appliance
                .agent()
                .await(() -> appliance
                        .controlPlane()
                        .readIgmp((router, now) -> router.interfaceView(InterfaceId.of(on.index()), now)));
        Json.send(response, IgmpInterfaceView.of(found.orElseThrow(() -> withoutIgmp(on)), appliance));
    }

    private void groups(ServerRequest request, ServerResponse response) {
        Arguments arguments = new Arguments(request, "after", "limit");
        InterfaceConfig on = appliance.named(arguments.path("name"));
        int limit = Math.min(arguments.limit(), CHUNK);
        Optional<Ipv4> after = arguments.queryAddress("after");
        List<GroupView> found = appliance
                .agent()
                .await(() -> appliance.controlPlane().readIgmp((router, now) -> {
                    InterfaceId id = InterfaceId.of(on.index());
                    if (!router.isUp(id)) {
                        throw withoutIgmp(on);
                    }
                    return router.groups(id, after, limit + 1, now);
                }));
        List<GroupView> items = found.subList(0, Math.min(limit, found.size()));
        Json.send(
                response,
                new Listing<>(
                        items.stream().map(IgmpGroupView::of).toList(),
                        found.size() > limit
                                ? Optional.of(items.getLast().groupAddress().toString())
                                : Optional.empty()));
    }

    private void group(ServerRequest request, ServerResponse response) {
        Arguments arguments = new Arguments(request);
        InterfaceConfig on = appliance.named(arguments.path("name"));
        Ipv4 group = arguments.address("group");
        Optional<GroupView> found = appliance
                .agent()
                .await(() -> appliance.controlPlane().readIgmp((router, now) -> {
                    InterfaceId id = InterfaceId.of(on.index());
                    if (!router.isUp(id)) {
                        throw withoutIgmp(on);
                    }
                    return router.group(id, group, now);
                }));
        Json.send(
                response,
                found.map(IgmpGroupView::of)
                        .orElseThrow(() -> Problem.notFound("no host on " + on.name() + " has joined " + group)));
    }

    private static Problem withoutIgmp(InterfaceConfig on) {
        return Problem.notFound("interface " + on.name() + " has no IGMP");
    }
}
