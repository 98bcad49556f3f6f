package io.umbel.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value in a YAML file, which knows its place, so that whoever refuses it can say where it is. */
final class YamlField {
    private final YamlFile file;
    private final String name;
    private final Node node;

    /** @param name what operators call the field, as in {@code interfaces[2].vlan}; empty for the whole file. */
    YamlField(YamlFile file, String name, Node node) {
        this.file = file;
        this.name = name;
        this.node = node;
    }

    /** The value as a mapping with these keys and no others, each at most once. */
    YamlSection section(String... keys) {
        if (!(node instanceof MappingNode mapping)) {
            throw refused("a mapping with " + String.join(", ", keys));
        }
        Map<String, YamlField> fields = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            YamlField key = new YamlField(file, name, entry.getKeyNode());
            // The parser refuses other keys than scalars.
            String text = ((ScalarNode) entry.getKeyNode()).getValue();
            if (!Arrays.asList(keys).contains(text)) {
                throw key.says(subject() + " has the key '" + text + "'" + NearestName.hint(text, keys)
                        + "; allowed are " + String.join(", ", keys));
            }
            YamlField value = new YamlField(file, name.isEmpty() ? text : name + "." + text, entry.getValueNode());
            if (fields.put(text, value) != null) {
                throw key.says(subject() + " has the key '" + text + "' twice; allowed is each key only once");
            }
        }
        return new YamlSection(this, fields);
    }

    /** The value as a list. Items are numbered from 1, as interfaces are. */
    List<YamlField> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw refused("a list");
        }
        List<YamlField> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlField(file, name + "[" + (items.size() + 1) + "]", item));
        }
        return items;
    }

    /**
     * The value as text.
     *
     * @param allowed for the error, if it is none.
     */
    String text(String allowed) {
        if (node instanceof ScalarNode scalar && !node.getTag().equals(Tag.NULL)) {
            return scalar.getValue();
        }
        throw refused(allowed);
    }

    /** The value as a decimal number from min to max. */
    int integer(int min, int max) {
        String allowed = min == max ? "only " + min : min + " to " + max;
        String text = text(allowed);
        if (text.matches("0|[1-9][0-9]{0,8}")) {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        }
        throw refused(allowed);
    }

    /** The value as a time from min to max, all in milliseconds. */
    long milliseconds(long min, long max) {
        String allowed = Milliseconds.format(min) + " to " + Milliseconds.format(max)
                + ", in whole seconds or milliseconds, as in 125s or 100ms";
        OptionalLong time = Milliseconds.parse(text(allowed));
        if (time.isPresent() && time.getAsLong() >= min && time.getAsLong() <= max) {
            return time.getAsLong();
        }
        throw refused(allowed);
    }

    /** The value as one of these constants, written in lower case. */
    <E extends Enum<E>> E oneOf(E[] constants) {
        String allowed = Arrays.stream(constants).map(YamlField::written).collect(Collectors.joining(", "));
        String text = text("one of " + allowed);
        return Arrays.stream(constants)
                .filter(constant -> written(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> refused("one of " + allowed));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** An error that says what was found here. */
    ConfigException refused(String allowed) {
        return refused("", allowed);
    }

    /**
     * An error that says what was found here.
     *
     * @param remark what is wrong with it, if that is not plain, to stand after what was found.
     */
    ConfigException refused(String remark, String allowed) {
        return says(subject() + " is " + found() + remark + "; allowed is " + allowed);
    }

    /** An error at this place. */
    ConfigException says(String rest) {
        return file.refused(line(), rest);
    }

    /** The line in the file, from 1. */
    int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    String subject() {
        return name.isEmpty() ? "the file" : name;
    }

    private String found() {
        return switch (node) {
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "empty";
            case ScalarNode scalar -> "'" + scalar.getValue() + "'";
            case SequenceNode list -> "a list";
            default -> "a mapping";
        };
    }
}
