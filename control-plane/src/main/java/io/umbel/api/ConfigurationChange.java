package io.umbel.api;

import io.helidon.webserver.http.ServerResponse;
import io.umbel.config.ApplianceConfig;
import io.umbel.config.ConfigurationDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that changes the configuration that holds: it changes the document of that, which is then checked as a file is. The
 * file itself is not written; when it is read again, what it says holds.
 */
final class ConfigurationChange {
    private ConfigurationChange() {}

    /** @param changed the keys whose values are others now */
    record Changed(List<String> changed) {}

    /** Changes the document of what holds, goes over to what that says then, and answers with the keys that differ. */
    static void make(Appliance appliance, ServerResponse response, Consumer<Map<String, Object>> change) {
        Json.send(response, new Changed(appliance.change(config -> {
            Map<String, Object> document = ConfigurationDocument.of(config);
            change.accept(document);
            // JSON is YAML.
            return ApplianceConfig.parse("the change", new String(Json.bytes(document), StandardCharsets.UTF_8));
        })));
    }

    /** The interface of an index, to be changed. */
    static Map<String, Object> interfaceOf(Map<String, Object> document, int index) {
        return map(list(document, "interfaces").get(index - 1));
    }

    /** A list of the document, in place of which a changeable one is put. */
    static List<Object> list(Map<String, Object> part, String key) {
        List<Object> list = new ArrayList<>((List<?>) Objects.requireNonNull(part.get(key), key));
        part.put(key, list);
        return list;
    }

    @SuppressWarnings("unchecked") // The document's maps are all so.
    static Map<String, Object> map(@Nullable Object part) {
        return (Map<String, Object>) Objects.requireNonNull(part, "the document has it");
    }
}
