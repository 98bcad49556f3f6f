package io.umbel.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The routes of the API: paths as OpenAPI writes them, with what each method does there. For one thread. */
public final class Routes {
    private final Map<String, Map<Method, Handler>> paths = new LinkedHashMap<>();

    Routes() {}

    /** What {@code GET} of a path answers. */
    public Routes get(String path, Handler handler) {
        return route(Method.GET, path, handler);
    }

    /** What {@code PUT} of a path does. */
    public Routes put(String path, Handler handler) {
        return route(Method.PUT, path, handler);
    }

    /** What {@code POST} to a path does. */
    public Routes post(String path, Handler handler) {
        return route(Method.POST, path, handler);
    }

    /** What {@code DELETE} of a path does. */
    public Routes delete(String path, Handler handler) {
        return route(Method.DELETE, path, handler);
    }

    private Routes route(Method method, String path, Handler handler) {
        Handler former = paths.computeIfAbsent(path, _ -> new LinkedHashMap<>()).put(method, handler);
        if (former != null) {
            throw new IllegalArgumentException(method + " " + path + " is routed twice; allowed is once");
        }
        return this;
    }

    /** Every operation, as in {@code GET /v1/interfaces}. */
    List<String> operations() {
        return paths.entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream().map(method -> method + " " + path.getKey()))
                .toList();
    }

    /** Routes them, and refuses other methods of the same paths. */
    void addTo(HttpRouting.Builder http) {
        paths.forEach((path, methods) -> {
            methods.forEach((method, handler) -> http.route(method, path, handler));
            String allowed =
                    methods.keySet().stream().map(Method::text).sorted().collect(Collectors.joining(", "));
            http.any(path, (request, response) -> {
                response.header(HeaderNames.ALLOW, allowed);
                throw new Problem(
                        Status.METHOD_NOT_ALLOWED_405,
                        "the method is " + request.prologue().method() + "; allowed is " + allowed);
            });
        });
    }
}
