package io.umbel.api;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The description of the API and the server say the same. */
@Timeout(60)
class OpenApiTest {
    /** Something that is there, for each parameter of a path. */
    private static final Map<String, String> PRESENT =
            Map.of("name", "east1", "group", "239.1.1.1", "source", "10.0.1.2");

    /** And something that is not. */
    private static final Map<String, String> ABSENT =
            Map.of("name", "nowhere", "group", "239.255.255.255", "source", "10.9.9.9");

    @RegisterExtension
    final ServedAppliance appliance = new ServedAppliance();

    @Test
    void everyRouteIsDescribedAndEveryDescribedOperationIsRouted() {
        List<String> described = described().operations().stream()
                .map(DescribedApi.Operation::toString)
                .toList();
        assertEquals(new TreeSet<>(described), new TreeSet<>(appliance.operations()));
    }

    @Test
    void everyAnswerIsAsDescribed() {
        List<String> wrong = new ArrayList<>();
        DescribedApi api = described();
        for (DescribedApi.Operation operation : api.operations()) {
            if (operation.method().equals("GET") && !operation.path().equals("/v1/events")) {
                wrong.addAll(check(api, operation, PRESENT));
                wrong.addAll(check(api, operation, ABSENT));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void yamlAndJsonAreOneDocument() {
        assertTrue(appliance.get("/openapi.yaml").body().startsWith("openapi: 3.1.0\n"));
        assertEquals("3.1.0", appliance.json("/openapi.json").get("openapi").asString());
    }

    /** @return what is wrong */
    private List<String> check(DescribedApi api, DescribedApi.Operation operation, Map<String, String> arguments) {
        String path = concrete(operation.path(), arguments);
        HttpResponse<String> answer = appliance.get(path);
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        return api.wrong(operation, new DescribedApi.Answer(answer.statusCode(), type, answer.body())).stream()
                .map(wrong -> path + ": " + wrong)
                .toList();
    }

    private static String concrete(String path, Map<String, String> arguments) {
        String concrete = path;
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            concrete = concrete.replace("{" + argument.getKey() + "}", argument.getValue());
        }
        return concrete;
    }

    private DescribedApi described() {
        return new DescribedApi(appliance.json("/openapi.json"));
    }
}
