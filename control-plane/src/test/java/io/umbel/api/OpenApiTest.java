package io.umbel.api;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

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
        assertEquals(new TreeSet<>(described()), new TreeSet<>(appliance.operations()));
    }

    @Test
    void everyAnswerIsAsDescribed() {
        List<String> wrong = new ArrayList<>();
        JsonNode document = appliance.json("/openapi.json");
        for (String operation : described()) {
            if (operation.startsWith("GET ") && !operation.equals("GET /v1/events")) {
                String path = operation.substring(4);
                wrong.addAll(check(document, path, PRESENT));
                wrong.addAll(check(document, path, ABSENT));
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
    private List<String> check(JsonNode document, String path, Map<String, String> arguments) {
        String concrete = concrete(path, arguments);
        HttpResponse<String> answer = appliance.get(concrete);
        JsonNode responses = document.get("paths").get(path).get("get").get("responses");
        String status = Integer.toString(answer.statusCode());
        JsonNode response = responses.has(status) ? responses.get(status) : responses.get("default");
        String at = responses.has(status)
                ? "/paths/" + pointer(path) + "/get/responses/" + status
                : "/components/responses/Problem";
        if (response == null) {
            return List.of(concrete + " answers " + status);
        }
        JsonNode contents = document.at(at + "/content");
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        if (!contents.has(type)) {
            return List.of(concrete + " answers " + status + " with " + type);
        }
        if (!type.endsWith("json")) {
            return List.of();
        }
        return errors(document, at + "/content/" + pointer(type) + "/schema", answer.body()).stream()
                .map(error -> concrete + " answers " + status + ": " + error)
                .toList();
    }

    private static String concrete(String path, Map<String, String> arguments) {
        String concrete = path;
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            concrete = concrete.replace("{" + argument.getKey() + "}", argument.getValue());
        }
        return concrete;
    }

    private static List<String> errors(JsonNode document, String at, String body) {
        SchemaRegistry registry = SchemaRegistry.withDialect(
                Dialects.getDraft202012(), builder -> builder.schemas(Map.of("urn:openapi", document.toString())));
        Schema schema = registry.getSchema(SchemaLocation.of("urn:openapi#" + at));
        return schema.validate(body, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private static String pointer(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private List<String> described() {
        List<String> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path :
                appliance.json("/openapi.json").get("paths").properties()) {
            for (String key : path.getValue().propertyNames()) {
                if (List.of("get", "put", "post", "delete").contains(key)) {
                    operations.add(key.toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        }
        return operations;
    }
}
