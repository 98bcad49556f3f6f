package io.umbel.config;

import java.util.Map;
import java.util.Optional;

/** A mapping in a YAML file, whose keys have been checked. */
final class YamlSection {
    private final YamlField whole;
    private final Map<String, YamlField> fields;

    YamlSection(YamlField whole, Map<String, YamlField> fields) {
        this.whole = whole;
        this.fields = fields;
    }

    /**
     * A field that must be there.
     *
     * @param example for the error, if it is not.
     */
    YamlField required(String key, String example) {
        YamlField field = fields.get(key);
        if (field == null) {
            throw whole.says(whole.subject() + " has no " + key + "; needed is one, as in " + key + ": " + example);
        }
        return field;
    }

    /** A field that may be missing. */
    Optional<YamlField> optional(String key) {
        return Optional.ofNullable(fields.get(key));
    }
}
