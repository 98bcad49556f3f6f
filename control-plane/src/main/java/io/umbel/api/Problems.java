package io.umbel.api;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.umbel.config.ConfigException;
import io.umbel.mgm.MgmException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes problem documents (RFC 9457) of all that goes wrong. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String CONTENT_TYPE = "application/problem+json";

    /** As RFC 9110 calls it. */
    private static final Status UNPROCESSABLE = Status.create(422, "Unprocessable Content");

    private Problems() {}

    /** After all other routes, since what they leave over is not there. */
    static void addTo(HttpRouting.Builder http) {
        http.any((request, _) -> {
            throw Problem.notFound("there is no " + request.path().path() + "; /openapi.yaml says what there is");
        });
        http.error(Problem.class, (_, response, problem) -> send(response, problem.status(), problem.sentence()));
        http.error(MgmException.class, (_, response, refused) -> send(response, status(refused), refused.sentence()));
        http.error(HttpException.class, (_, response, refused) -> send(response, refused.status(), text(refused)));
        http.error(ConfigException.class, (_, response, refused) -> send(response, UNPROCESSABLE, text(refused)));
        // Of a connection that broke off nobody hears any more.
        http.error(UncheckedIOException.class, (_, _, gone) -> {
            throw gone;
        });
        http.error(Throwable.class, (request, response, failure) -> {
            LOG.error(
                    "{} {} failed", request.prologue().method(), request.path().path(), failure);
            send(response, Status.INTERNAL_SERVER_ERROR_500, "the request failed; the log says how");
        });
    }

    private static Status status(MgmException refused) {
        return switch (refused.status()) {
            case NOT_FOUND -> Status.NOT_FOUND_404;
            case INVALID_PARAMETER -> Status.BAD_REQUEST_400;
            case ALREADY_EXISTS, CAN_NOT_COMPLETE -> Status.CONFLICT_409;
            default -> Status.create(507, "Insufficient Storage");
        };
    }

    private static String text(Throwable refused) {
        String message = refused.getMessage();
        return message == null ? "the request is refused" : message;
    }

    private static void send(ServerResponse response, Status status, String detail) {
        response.status(status).header(HeaderNames.CONTENT_TYPE, CONTENT_TYPE);
        if (status.code() == Status.SERVICE_UNAVAILABLE_503.code()) {
            response.header(HeaderNames.RETRY_AFTER, "1");
        }
        response.send(Json.bytes(Problem.document(status, detail)));
    }

    /** For requests that reach no route because they are not HTTP as it should be. */
    static DirectHandlers forUnroutable() {
        var handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, Problems::refuse);
        }
        return handlers.build();
    }

    private static DirectHandler.TransportResponse refuse(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, CONTENT_TYPE)
                .entity(Json.bytes(Problem.document(status, "the request is not HTTP as it should be: " + type)))
                .keepAlive(false)
                .build();
    }
}
