package io.umbel.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.umbel.dataplane.contract.Liveness;
import io.umbel.dataplane.contract.Plane;
import io.umbel.dataplane.contract.SharedDirectory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /v1/planes} and {@code /health}: whether the planes live, and whether the appliance forwards. */
final class PlaneResource implements ApiPart {
    private final Appliance appliance;
    private final SharedDirectory directory;

    PlaneResource(Appliance appliance) {
        this.appliance = appliance;
        this.directory = appliance.config().sharedDir();
    }

    /**
     * A plane.
     *
     * @param state {@code alive}, {@code silent} if it was killed or stands still, {@code stopped}, or {@code absent}
     * @param stalledWorkers how many workers of the data plane make no passes
     */
    record View(String plane, String state, Optional<Long> pid, Optional<Instant> started, int stalledWorkers) {}

    record Planes(List<View> planes) {}

    /** @param detail why not, if it is not {@code up} */
    record Health(String status, Optional<String> detail) {}

    @Override
    public void addTo(Routes routes) {
        routes.get("/v1/planes", this::planes);
        routes.get("/health/live", this::live);
        routes.get("/health/ready", this::ready);
    }

    private void planes(ServerRequest request, ServerResponse response) {
        Arguments.none(request);
        Json.send(
                response,
                new Planes(Stream.of(Plane.values())
                        .map(plane -> view(Liveness.of(directory, plane)))
                        .toList()));
    }

    private static View view(Liveness plane) {
        return new View(
                Json.name(plane.plane()),
                Json.name(plane.state()),
                plane.pid() == 0 ? Optional.empty() : Optional.of(plane.pid()),
                plane.started() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(plane.started())),
                plane.stalledWorkers());
    }

    /** Whether the control plane's thread answers. */
    private void live(ServerRequest request, ServerResponse response) {
        Arguments.none(request);
        appliance.agent().await(() -> appliance.controlPlane().submit(_ -> true));
        Json.send(response, new Health("up", Optional.empty()));
    }

    /** Whether packets are forwarded by what the control plane says. */
    private void ready(ServerRequest request, ServerResponse response) {
        Arguments.none(request);
        Liveness dataPlane = Liveness.of(directory, Plane.DATA);
        Optional<String> wrong = dataPlane.state() != Liveness.State.ALIVE
                ? Optional.of("the data plane is " + Json.name(dataPlane.state()))
                : dataPlane.stalledWorkers() > 0
                        ? Optional.of(dataPlane.stalledWorkers() + " workers of the data plane stand still")
                        : Optional.empty();
        if (wrong.isPresent()) {
            response.status(Status.SERVICE_UNAVAILABLE_503);
        }
        Json.send(response, new Health(wrong.isPresent() ? "down" : "up", wrong));
    }
}
