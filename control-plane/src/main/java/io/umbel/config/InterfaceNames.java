package io.umbel.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The interfaces of a configuration file, by the names under which other fields speak of them. */
final class InterfaceNames {
    /** Names for an error, not thousands of them. */
    private static final int SHOWN = 8;

    private final Map<String, InterfaceConfig> interfaces = new LinkedHashMap<>();

    InterfaceNames(List<InterfaceConfig> interfaces) {
        interfaces.forEach(one -> this.interfaces.put(one.name(), one));
    }

    /** The interface that the field names. */
    InterfaceConfig named(YamlField field) {
        String name = field.text("the name of an interface");
        InterfaceConfig found = interfaces.get(name);
        if (found == null) {
            String[] known = interfaces.keySet().toArray(String[]::new);
            throw field.refused(NearestName.hint(name, known), "the name of an interface: " + some(known));
        }
        return found;
    }

    private static String some(String... names) {
        int shown = Math.min(names.length, SHOWN);
        String list = String.join(", ", List.of(names).subList(0, shown));
        return shown == names.length ? list : list + " and " + (names.length - shown) + " more";
    }
}
