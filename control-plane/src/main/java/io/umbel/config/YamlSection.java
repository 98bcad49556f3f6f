package io.umbel.config;

import java.util.List;
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

    /** The items of a list that may be missing; none then. */
    List<YamlField> items(String key) {
        return optional(key).map(YamlField::items).orElse(List.of());
    }

    /** A decimal number from min to max that may be missing. */
    int integer(String key, int min, int max, int byDefault) {
        return optional(key).map(field -> field.integer(min, max)).orElse(byDefault);
    }

    /** A time from min to max, in milliseconds, that may be missing. */
    long milliseconds(String key, long min, long max, long byDefault) {
        return optional(key).map(field -> field.milliseconds(min, max)).orElse(byDefault);
    }

    /** {@code on} or {@code off}, or missing. */
    boolean isOn(String key, boolean byDefault) {
        return optional(key)
                .map(field -> field.oneOf(Switch.values()) == Switch.ON)
                .orElse(byDefault);
    }

    private enum Switch {
        ON,
        OFF
    }
}
