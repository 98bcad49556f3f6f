package io.umbel.api;

import io.helidon.common.Builder;
import io.helidon.webserver.Routing;
import io.helidon.webserver.http.HttpRouting;
import java.util.List;

/**
 * A part of what the server serves: resources, a page, a service of another protocol. Asked once for each listener, before it
 * listens; its handlers run on many threads at once.
 */
public interface ApiPart {
    /** Adds what {@code openapi.yaml} describes. */
    default void addTo(Routes routes) {}

    /** Adds HTTP that is not described there, such as files of a page; the routes of all parts come first. */
    default void addTo(HttpRouting.Builder http) {}

    /**
     * Routings of other protocols than HTTP, on the same port.
     *
     * @param access whom the listener lets in: for HTTP the server asks, these ask themselves
     */
    default List<Builder<?, ? extends Routing>> otherRoutings(Access access) {
        return List.of();
    }
}
