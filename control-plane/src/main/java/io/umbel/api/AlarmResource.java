package io.umbel.api;

import java.util.Collection;

/** {@code /v1/alarms}: what is wrong now. */
final class AlarmResource implements ApiPart {
    private final AlarmWatch watch;

    AlarmResource(AlarmWatch watch) {
        this.watch = watch;
    }

    record Alarms(Collection<AlarmWatch.Alarm> alarms) {}

    @Override
    public void addTo(Routes routes) {
        routes.get("/v1/alarms", (request, response) -> {
            Arguments.none(request);
            Json.send(response, new Alarms(watch.raised()));
        });
    }
}
