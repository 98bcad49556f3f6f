package io.umbel.controlplane;

import io.umbel.config.ApplianceConfig;
import io.umbel.config.ConfigurationDocument;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is different between two configurations, key by key as the file writes them; items of lists are counted from 1. */
final class Reconfiguration {
    /** What can change while the appliance runs. The grace time is looked at only by the next start. */
    private static final Pattern POSSIBLE = Pattern.compile(
            "routes(\\[.*)?|static-mroutes(\\[.*)?|control-plane\\.takeover-grace|interfaces\\[[0-9]+]\\.(igmp(\\..*)?|enabled)");

    private final List<String> changed = new ArrayList<>();

    Reconfiguration(ApplianceConfig from, ApplianceConfig to) {
        compare("", ConfigurationDocument.of(from), ConfigurationDocument.of(to));
    }

    /**
     * The keys that differ.
     *
     * @throws IllegalStateException with one sentence, if one of them is for the next start
     */
    List<String> requirePossible() {
        for (String key : changed) {
            if (!POSSIBLE.matcher(key).matches()) {
                throw new IllegalStateException("the key " + key
                        + " differs from what the appliance was started with, so nothing was changed; allowed to change while it"
                        + " runs are routes, static-mroutes, and enabled and the igmp of interfaces");
            }
        }
        return List.copyOf(changed);
    }

    private void compare(String key, @Nullable Object from, @Nullable Object to) {
        if (from instanceof Map<?, ?> before && to instanceof Map<?, ?> after) {
            Set<Object> names = new LinkedHashSet<>(before.keySet());
            names.addAll(after.keySet());
            for (Object name : names) {
                compare(key.isEmpty() ? name.toString() : key + "." + name, before.get(name), after.get(name));
            }
        } else if (from instanceof List<?> before && to instanceof List<?> after && before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) {
                compare(key + "[" + (i + 1) + "]", before.get(i), after.get(i));
            }
        } else if (from == null ? to != null : !from.equals(to)) {
            changed.add(key);
        }
    }
}
