package io.umbel.api;

import io.umbel.api.DescribedApi.Answer;
import io.umbel.mgm.model.TriesFromSystemProperty;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Whatever is asked, the server answers as its description says: no failures, only the described statuses, problem documents
 * where it refuses, and what the description forbids it refuses. {@code -Dumbel.model.tries=N} sets how many requests.
 */
class OpenApiFuzzTest {
    /** With so many, every operation comes to its turn with all that it needs. */
    private static final int ENOUGH = 10_000;

    private final ServedAppliance appliance = new ServedAppliance();
    private final Map<String, Integer> answeredWell = new TreeMap<>();
    private @Nullable DescribedApi api;
    private int requests;
    private boolean wrong;

    @BeforeProperty
    void start() throws IOException {
        appliance.start();
        api = new DescribedApi(appliance.json("/openapi.json"));
    }

    @AfterProperty
    void stop() {
        try {
            if (requests >= ENOUGH && !wrong) {
                everyOperationHasBeenAnsweredWell();
            }
        } finally {
            appliance.close();
        }
    }

    @Provide
    Arbitrary<ApiRequest> requests() {
        return new RequestArbitrary(api()).requests();
    }

    private DescribedApi api() {
        return requireNonNull(api, "started");
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.RANDOM_SEED)
    @AddLifecycleHook(TriesFromSystemProperty.class)
    void anyRequestIsAnsweredAsDescribed(@ForAll("requests") ApiRequest request) throws IOException {
        requests++;
        wrong = true;
        Answer answer = request.send(appliance.address());
        assertEquals(
                List.of(), request.operation().isPresent() ? wrong(request, answer) : wrongOfAstray(request, answer));
        assertTrue(appliance
                .controlPlane()
                .submit(_ -> true)
                .orTimeout(10, TimeUnit.SECONDS)
                .join());
    }

    private List<String> wrong(ApiRequest request, Answer answer) {
        DescribedApi.Operation operation = request.operation().orElseThrow();
        if (answer.status() < 300) {
            answeredWell.merge(operation.toString(), 1, Integer::sum);
        }
        return answer.status() < 300 && !request.allowed()
                ? List.of("what is not allowed by the description is answered with " + answer.status())
                : failed(request, answer) ? List.of("the server fails: " + answer) : api().wrong(operation, answer);
    }

    /** A request that has lost its way may find another, or none. */
    private List<String> wrongOfAstray(ApiRequest request, Answer answer) {
        return failed(request, answer)
                ? List.of("the server fails: " + answer)
                : answer.status() < 300 || request.method().equals("HEAD") || isUnready(request, answer)
                        ? List.of()
                        : api().wrongProblem(answer);
    }

    private static boolean failed(ApiRequest request, Answer answer) {
        return answer.status() >= 500 && !isUnready(request, answer);
    }

    /** There is no data plane here. */
    private static boolean isUnready(ApiRequest request, Answer answer) {
        return request.target().startsWith("/health/ready") && answer.status() == 503;
    }

    /** Requests that are all refused would show little. */
    private void everyOperationHasBeenAnsweredWell() {
        Set<String> all = api().operations().stream()
                .map(DescribedApi.Operation::toString)
                .filter(operation -> !operation.equals("GET /health/ready"))
                .collect(Collectors.toCollection(TreeSet::new));
        all.removeAll(answeredWell.keySet());
        assertEquals(Set.of(), all, "operations that were never answered well");
    }
}
