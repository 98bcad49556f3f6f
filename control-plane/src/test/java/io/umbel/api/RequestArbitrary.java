package io.umbel.api;

import com.google.protobuf.ByteString;
import io.umbel.api.DescribedApi.Operation;
import io.umbel.api.DescribedApi.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.StringArbitrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests for every operation that a document describes: a good part as described, with names that {@link ServedAppliance} has,
 * the others wrong in one way or many.
 */
final class RequestArbitrary {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What means something to the appliance, by the name of a parameter or property; what is missing here is made by its schema. */
    private static final Map<String, List<String>> MEANINGFUL = Map.of(
            "name", List.of("east1", "east1", "east2", "west", "nowhere"),
            "interface", List.of("west", "east1", "east2", "nowhere"),
            "iif", List.of("west", "west", "east1", "nowhere"),
            "oifs", List.of("east1", "east2", "west", "nowhere"),
            "group", List.of("239.1.1.1", "239.1.1.2", "239.2.2.2", "10.0.1.2", "*"),
            "source", List.of("10.0.1.2", "10.0.1.3", "*", "239.1.1.1"),
            "after", List.of("239.1.1.1,10.0.1.2", "0.0.0.0,0.0.0.0", "*,*", "239.1.1.1", "1-1", "99999999999-7"),
            "Last-Event-ID", List.of("1-1", "999999999999999999-999999999999999999", "0-0"),
            "type", List.of("mfe-added", "callback,missed", ",", "none"),
            "logger", List.of("io.umbel.fuzz", "io.helidon.fuzz", "nobody"));

    private final DescribedApi api;

    RequestArbitrary(DescribedApi api) {
        this.api = api;
    }

    /** All of them. */
    Arbitrary<ApiRequest> requests() {
        return Arbitraries.of(api.operations()).flatMap(this::requests);
    }

    private Arbitrary<ApiRequest> requests(Operation operation) {
        Arbitrary<Parts> described = parts(operation, _ -> true, true);
        Arbitrary<Parts> oneWrong = operation.parameters().isEmpty()
                ? parts(operation, _ -> true, false)
                : Arbitraries.of(operation.parameters())
                        .flatMap(wrong -> parts(operation, other -> !other.equals(wrong), true));
        Arbitrary<Parts> odd = parts(operation, _ -> false, false);
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.oneOf(described, oneWrong, odd).map(parts -> parts.request(operation, api))),
                Tuple.of(1, Combinators.combine(odd, methods()).as((parts, method) -> parts.astray(operation, method))),
                Tuple.of(
                        1,
                        Combinators.combine(
                                        odd,
                                        Arbitraries.oneOf(strings(), Arbitraries.just("x".repeat(5000))),
                                        Arbitraries.integers())
                                .as((parts, text, where) -> parts.astray(operation, text, where))));
    }

    private static Arbitrary<String> methods() {
        return Arbitraries.of("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW", "get");
    }

    /**
     * What a request is made of.
     *
     * @param headers those of the description, and whether there is a body
     * @param more that nobody has asked for
     */
    private record Parts(
            List<Given> path,
            List<Given> query,
            List<Given> headers,
            List<String> more,
            Optional<String> bodyType,
            Optional<ByteString> body) {

        ApiRequest request(Operation operation, DescribedApi api) {
            return new ApiRequest(
                    Optional.of(operation),
                    operation.method(),
                    target(operation),
                    lines(),
                    body,
                    allowed(operation, api));
        }

        /** The same with another method. */
        ApiRequest astray(Operation operation, String method) {
            boolean same = method.equals(operation.method());
            return new ApiRequest(
                    same ? Optional.of(operation) : Optional.empty(), method, target(operation), lines(), body, true);
        }

        /** The same with something else in its path. */
        ApiRequest astray(Operation operation, String text, int where) {
            String target = target(operation);
            int at = 1 + Math.floorMod(where, target.length());
            String other = target.substring(0, at) + escaped(text).replace("%2F", "/") + target.substring(at);
            return new ApiRequest(Optional.empty(), operation.method(), other, lines(), body, true);
        }

        private String target(Operation operation) {
            String target = operation.path();
            for (Given given : path) {
                target = target.replace("{" + given.name() + "}", escaped(given.value()));
            }
            return target
                    + query.stream()
                            .map(each -> escaped(each.name()) + "=" + escaped(each.value()))
                            .collect(Collectors.joining("&", query.isEmpty() ? "" : "?", ""));
        }

        private List<String> lines() {
            List<String> lines = new ArrayList<>(more);
            headers.forEach(each -> lines.add(each.name() + ": " + each.value()));
            bodyType.ifPresent(type -> lines.add("Content-Type: " + type));
            return lines;
        }

        /** Where the description lets through what the appliance refuses nothing is claimed; here it must be refused. */
        private boolean allowed(Operation operation, DescribedApi api) {
            boolean once = query.stream().map(Given::name).distinct().count() == query.size();
            boolean parameters = Arrays.asList(path, query, headers).stream()
                    .flatMap(List::stream)
                    .allMatch(each -> each.isAllowedBy(operation, api));
            boolean content = operation.body().isEmpty()
                    || (bodyType.equals(Optional.of("application/json"))
                            && body.filter(octets -> api.allows(operation.body().get(), octets.toStringUtf8()))
                                    .isPresent());
            return once && parameters && content;
        }

        /** All but what RFC 3986 leaves as it is. */
        private static String escaped(String text) {
            StringBuilder escaped = new StringBuilder();
            for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
                char character = (char) (octet & 0xFF);
                boolean unreserved =
                        character < 128 && (Character.isLetterOrDigit(character) || "-._~*,".indexOf(character) >= 0);
                escaped.append(unreserved ? character : String.format("%%%02X", (int) character));
            }
            return escaped.toString();
        }
    }

    /** A parameter with a value. */
    private record Given(String name, String value) {
        boolean isAllowedBy(Operation operation, DescribedApi api) {
            return operation.parameters().stream()
                    .filter(known -> known.name().equals(name))
                    .anyMatch(known -> List.of("string", "array").contains(type(api, known))
                            ? api.allows(known.schema(), JSON.writeValueAsString(value))
                            : api.allows(known.schema(), value));
        }

        private static String type(DescribedApi api, Parameter parameter) {
            return api.schema(parameter.schema()).path("type").asString("string");
        }
    }

    /**
     * @param right which parameters are as described; of the others some
     * @param bare whether there is nothing else, and the body as described
     */
    private Arbitrary<Parts> parts(Operation operation, Predicate<Parameter> right, boolean bare) {
        Arbitrary<List<Given>> unknown = bare
                ? Arbitraries.just(List.of())
                : Combinators.combine(strings(), strings())
                        .as(Given::new)
                        .list()
                        .ofMaxSize(1)
                        .injectDuplicates(0.1);
        Arbitrary<List<Given>> query = Combinators.combine(given(operation, "query", right), unknown)
                .as((known, more) -> {
                    List<Given> all = new ArrayList<>(known);
                    all.addAll(more);
                    return all;
                });
        return Combinators.combine(
                        given(operation, "path", right),
                        query,
                        given(operation, "header", right),
                        bare ? Arbitraries.just(List.<String>of()) : headers(),
                        bodyType(operation, bare),
                        body(operation, bare).optional(operation.body().isPresent() ? 0.98 : 0.2))
                .as(Parts::new);
    }

    private Arbitrary<List<Given>> given(Operation operation, String in, Predicate<Parameter> right) {
        List<Arbitrary<Optional<Given>>> each = operation.parameters().stream()
                .filter(parameter -> parameter.in().equals(in))
                .map(parameter -> value(parameter, right.test(parameter))
                        .map(value -> new Given(parameter.name(), value))
                        .optional(in.equals("path") ? 1 : 0.4))
                .toList();
        return Combinators.combine(each)
                .as(values -> values.stream().flatMap(Optional::stream).toList());
    }

    private Arbitrary<String> value(Parameter parameter, boolean asDescribed) {
        JsonNode schema = api.schema(parameter.schema());
        Arbitrary<String> meaningful =
                json(schema, parameter.name()).map(node -> node.isString() ? node.asString() : node.toString());
        Arbitrary<String> any = parameter.in().equals("header")
                ? Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(80).map(text -> "x" + text)
                : schema.has("minimum")
                        ? Arbitraries.oneOf(nearBounds(schema), numbers())
                        : strings().filter(text -> !text.matches("\\.{0,2}"));
        return asDescribed ? meaningful : Arbitraries.frequencyOf(Tuple.of(2, meaningful), Tuple.of(1, any));
    }

    private static Arbitrary<String> nearBounds(JsonNode schema) {
        long least = schema.path("minimum").asLong();
        long greatest = schema.path("maximum").asLong();
        return Arbitraries.of(least - 1, least, greatest, greatest + 1).map(Object::toString);
    }

    private static Arbitrary<List<String>> headers() {
        return Arbitraries.of(
                        "Accept: text/html",
                        "Accept: */*;q=0",
                        "Accept: ,,;;",
                        "Accept-Encoding: gzip, br",
                        "Accept-Language: \u00e4\u4e16",
                        "Origin: http://evil.example",
                        "Origin: ::",
                        "Host: evil.example",
                        "Host: 127.0.0.1:1",
                        "Authorization: Bearer",
                        "Content-Encoding: gzip",
                        "Expect: 100-continue",
                        "If-None-Match: *",
                        "Range: bytes=0-1",
                        "Cookie: a=b; c",
                        "X-Forwarded-For: 1.2.3.4",
                        "Upgrade: websocket",
                        "X-Long: " + "x".repeat(4000))
                .list()
                .ofMaxSize(2)
                .uniqueElements();
    }

    private static Arbitrary<Optional<String>> bodyType(Operation operation, boolean asDescribed) {
        String json = "application/json";
        return operation.body().isPresent() && asDescribed
                ? Arbitraries.just(Optional.of(json))
                : Arbitraries.frequencyOf(
                        Tuple.of(4, Arbitraries.just(Optional.of(json))),
                        Tuple.of(
                                1,
                                Arbitraries.of(
                                        Optional.of("text/plain"),
                                        Optional.of("application/json; charset=utf-16"),
                                        Optional.of("application/"),
                                        Optional.of("///;;=,"),
                                        Optional.empty())));
    }

    private Arbitrary<ByteString> body(Operation operation, boolean asDescribed) {
        Arbitrary<JsonNode> described = operation
                .body()
                .map(schema -> json(api.schema(schema), ""))
                .orElseGet(() -> Arbitraries.just(NODES.objectNode()));
        return asDescribed
                ? described.map(RequestArbitrary::octets)
                : Arbitraries.frequencyOf(
                        Tuple.of(2, described.map(RequestArbitrary::octets)),
                        Tuple.of(
                                4,
                                Combinators.combine(described, anyJson(), Arbitraries.integers())
                                        .as(this::changed)
                                        .map(RequestArbitrary::octets)),
                        Tuple.of(
                                1,
                                Combinators.combine(described.map(RequestArbitrary::octets), Arbitraries.integers())
                                        .as(RequestArbitrary::truncated)),
                        Tuple.of(1, monstrous()),
                        Tuple.of(
                                1,
                                Arbitraries.bytes()
                                        .array(byte[].class)
                                        .ofMaxSize(64)
                                        .map(ByteString::copyFrom)));
    }

    private static ByteString octets(JsonNode json) {
        return ByteString.copyFromUtf8(json.toString());
    }

    private static ByteString truncated(ByteString octets, int where) {
        return octets.substring(0, Math.floorMod(where, octets.size()));
    }

    /** Too long, too deep, too large a number, twice the same name. */
    private static Arbitrary<ByteString> monstrous() {
        return Arbitraries.of(
                        "[".repeat(100_000),
                        "{\"iif\":".repeat(2_000),
                        "{\"iif\":\"" + "x".repeat(300_000) + "\",\"oifs\":[]}",
                        "{\"iif\":\"west\",\"oifs\":[" + "\"east1\",".repeat(20_000) + "\"east2\"]}",
                        "{\"iif\":\"west\",\"iif\":\"east1\",\"oifs\":[]}",
                        "{\"iif\":\"west\",\"oifs\":[]} {}",
                        "{\"iif\":" + "9".repeat(2_000) + ",\"oifs\":[]}",
                        "{\"level\":1e999999999}",
                        "{\"level\":\"\\ud800\"}",
                        "{\"level\":\"info\\u0000\"}",
                        "\ufeff{\"level\":\"info\"}",
                        "{\"level\":\"\u0130nfo\"}",
                        "NaN")
                .map(ByteString::copyFromUtf8);
    }

    /** The same with something else at one place, or without what was there. */
    private JsonNode changed(JsonNode json, JsonNode other, int where) {
        JsonNode changed = json.deepCopy();
        if (changed instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = List.copyOf(object.propertyNames());
            String name = names.get(Math.floorMod(where, names.size()));
            switch (Math.floorMod(where >> 16, 4)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name + "s", other);
                case 2 -> object.set(name, changed(object.get(name), other, where >>> 8));
                default -> object.set(name, other);
            }
            return object;
        }
        if (changed instanceof ArrayNode array && !array.isEmpty()) {
            return array.set(Math.floorMod(where, array.size()), other);
        }
        return other;
    }

    /** By a schema: what it is told to be, so far as the schemas of this API go. */
    private Arbitrary<JsonNode> json(JsonNode schema, String name) {
        if (schema.has("$ref")) {
            return json(api.schema(schema.get("$ref").asString().substring(1)), name);
        }
        if (schema.has("enum")) {
            return Arbitraries.of(schema.get("enum").values().stream().toList());
        }
        return switch (schema.path("type").asString("string")) {
            case "object" -> object(schema);
            case "array" ->
                json(schema.get("items"), name)
                        .list()
                        .ofMaxSize(3)
                        .uniqueElements()
                        .map(items -> {
                            ArrayNode array = NODES.arrayNode();
                            items.forEach(array::add);
                            return array;
                        });
            case "integer" ->
                Arbitraries.integers()
                        .between(
                                schema.path("minimum").asInt(Integer.MIN_VALUE),
                                schema.path("maximum").asInt(Integer.MAX_VALUE))
                        .map(NODES::numberNode);
            case "boolean" -> Arbitraries.of(true, false).map(NODES::booleanNode);
            default -> meaningful(name).map(NODES::stringNode);
        };
    }

    private Arbitrary<JsonNode> object(JsonNode schema) {
        List<String> names = List.copyOf(schema.path("properties").propertyNames());
        List<Arbitrary<JsonNode>> values = names.stream()
                .map(name -> json(schema.get("properties").get(name), name))
                .toList();
        return Combinators.combine(values).as(each -> {
            ObjectNode object = NODES.objectNode();
            for (int i = 0; i < names.size(); i++) {
                object.set(names.get(i), each.get(i));
            }
            return object;
        });
    }

    private static Arbitrary<String> meaningful(String name) {
        List<String> known = MEANINGFUL.get(name);
        return known == null ? strings() : Arbitraries.of(known);
    }

    private static Arbitrary<JsonNode> anyJson() {
        return Arbitraries.oneOf(
                strings().map(NODES::stringNode),
                Arbitraries.bigDecimals().map(NODES::numberNode),
                Arbitraries.of(NODES.nullNode(), NODES.booleanNode(true), NODES.arrayNode(), NODES.objectNode()),
                strings().list().ofMaxSize(3).map(texts -> {
                    ArrayNode array = NODES.arrayNode();
                    texts.forEach(array::add);
                    return NODES.arrayNode().add(array);
                }));
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.of(
                "0",
                "-1",
                "1001",
                "1e3",
                "0x10",
                "00001",
                "2147483648",
                "99999999999999999999",
                "NaN",
                "1.0",
                "+1",
                "١");
    }

    private static Arbitrary<String> strings() {
        StringArbitrary any = Arbitraries.strings().ofMaxLength(12);
        return Arbitraries.oneOf(
                any.all(),
                any.ascii(),
                Arbitraries.of(
                        "",
                        ".",
                        "..",
                        "../..",
                        "a/b",
                        "%",
                        "%00",
                        "\u0000",
                        "\r\nX: y",
                        "null",
                        "__proto__",
                        "\ud83d\ude00"),
                Arbitraries.of(
                        "x".repeat(500), "239.1.1.1 ", "239.1.1.01", "239.1.1.256", "239.1.1.1/24", "::1", "2391.1.1"));
    }
}
