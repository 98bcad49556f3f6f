package io.umbel.api;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API as its OpenAPI document says it is: the operations, and whether an answer is one of theirs. For one thread. */
final class DescribedApi {
    private static final List<String> METHODS = List.of("get", "put", "post", "delete");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new HashMap<>();

    DescribedApi(JsonNode document) {
        this.document = document;
        this.registry = SchemaRegistry.withDialect(
                Dialects.getDraft202012(), builder -> builder.schemas(Map.of("urn:openapi", document.toString())));
    }

    /**
     * An operation.
     *
     * @param method in capitals
     * @param path as OpenAPI writes it, with the names of parameters in braces
     * @param body where the schema of its body is in the document
     */
    record Operation(String method, String path, List<Parameter> parameters, Optional<String> body) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /**
     * What an operation is told beside its body.
     *
     * @param in {@code path}, {@code query} or {@code header}
     * @param schema where it is in the document
     */
    record Parameter(String name, String in, String schema) {}

    /** An answer, the body as text. */
    record Answer(int status, String type, String body) {}

    /** All operations. */
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().propertyNames().stream()
                        .filter(METHODS::contains)
                        .forEach(method -> operations.add(operation(path.getKey(), method))));
        return operations;
    }

    private Operation operation(String path, String method) {
        String ofPath = "/paths/" + pointer(path);
        String ofMethod = ofPath + "/" + method;
        String body = ofMethod + "/requestBody/content/" + pointer("application/json") + "/schema";
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                Stream.concat(parameters(ofPath + "/parameters"), parameters(ofMethod + "/parameters"))
                        .toList(),
                document.at(body).isMissingNode() ? Optional.empty() : Optional.of(body));
    }

    private Stream<Parameter> parameters(String at) {
        return Stream.iterate(0, index -> index < document.at(at).size(), index -> index + 1)
                .map(index -> resolved(at + "/" + index))
                .map(place -> new Parameter(
                        document.at(place + "/name").asString(),
                        document.at(place + "/in").asString(),
                        place + "/schema"));
    }

    /** The schema at a place of the document, or the one it refers to. */
    JsonNode schema(String at) {
        return document.at(resolved(at));
    }

    private String resolved(String at) {
        JsonNode reference = document.at(at).get("$ref");
        return reference == null ? at : reference.asString().substring(1);
    }

    /** Whether a text is JSON that the schema at a place allows. */
    boolean allows(String at, String json) {
        return errors(at, json).isEmpty();
    }

    /** What is wrong with an answer of an operation: another status, type or content than described. */
    List<String> wrong(Operation operation, Answer answer) {
        String responses = "/paths/" + pointer(operation.path()) + "/"
                + operation.method().toLowerCase(Locale.ROOT) + "/responses/";
        return document.at(responses + answer.status()).isMissingNode()
                ? List.of("the status " + answer.status() + " is not described: " + answer.body())
                : wrongWith(responses + answer.status(), answer);
    }

    /** What is wrong with an answer as a problem document. */
    List<String> wrongProblem(Answer answer) {
        return answer.status() < 400
                ? List.of("the status is " + answer.status())
                : wrongWith("/components/responses/Problem", answer);
    }

    private List<String> wrongWith(String response, Answer answer) {
        String at = resolved(response) + "/content/" + pointer(answer.type());
        if (document.at(at).isMissingNode()) {
            return List.of("with status " + answer.status() + " the type '" + answer.type() + "' is not described");
        }
        List<String> wrong = new ArrayList<>();
        if (answer.type().endsWith("json")) {
            wrong.addAll(errors(at + "/schema", answer.body()));
        }
        if (answer.type().equals("application/problem+json")
                && wrong.isEmpty()
                && JSON.readTree(answer.body()).get("status").asInt() != answer.status()) {
            wrong.add("with status " + answer.status() + " the document says another: " + answer.body());
        }
        return wrong;
    }

    private List<String> errors(String at, String json) {
        try {
            return schemas
                    .computeIfAbsent(at, _ -> registry.getSchema(SchemaLocation.of("urn:openapi#" + at)))
                    .validate(json, InputFormat.JSON)
                    .stream()
                    .map(Error::toString)
                    .toList();
        } catch (JacksonException | IllegalArgumentException notJson) {
            return List.of("not JSON: " + notJson.getMessage());
        }
    }

    private static String pointer(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
