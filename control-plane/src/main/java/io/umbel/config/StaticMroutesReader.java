package io.umbel.config;

import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.contract.Mfe;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.collections.Long2ObjectHashMap;

/** Reads the static entries of a configuration file, whose interfaces have been read. */
final class StaticMroutesReader {
    private final Map<String, Integer> indices = new LinkedHashMap<>();
    private final Long2ObjectHashMap<YamlField> keys = new Long2ObjectHashMap<>();

    private StaticMroutesReader(List<InterfaceConfig> interfaces) {
        interfaces.forEach(one -> indices.put(one.name(), one.index()));
    }

    static List<StaticMroute> read(YamlField field, List<InterfaceConfig> interfaces, LimitsConfig limits) {
        List<YamlField> items = field.items();
        if (items.size() > limits.entries()) {
            throw tooMany(field, "items", items.size(), "limits.entries", limits.entries());
        }
        StaticMroutesReader reader = new StaticMroutesReader(interfaces);
        List<StaticMroute> mroutes = items.stream().map(reader::mroute).toList();
        long oifs = mroutes.stream().mapToLong(mroute -> mroute.oifs().size()).sum();
        if (oifs > limits.memberships()) {
            throw tooMany(field, "oifs", oifs, "limits.memberships", limits.memberships());
        }
        return mroutes;
    }

    private static ConfigException tooMany(YamlField field, String what, long found, String limit, int allowed) {
        return field.says(field.subject() + " has " + found + " " + what + "; allowed is at most " + allowed + ", as "
                + limit + " has it");
    }

    private StaticMroute mroute(YamlField item) {
        YamlSection section = item.section("source", "group", "iif", "oifs");
        int source = source(section.required("source", "10.0.1.2"));
        int group = group(section.required("group", "239.1.1.1"));
        YamlField first = keys.putIfAbsent(Mfe.key(source, group), item);
        if (first != null) {
            throw item.says(item.subject() + " is for " + Mfe.format(Mfe.key(source, group)) + ", as in line "
                    + first.line() + "; allowed is one entry for a source and group");
        }
        YamlField iif = section.required("iif", "west");
        int iifIndex = index(iif);
        return new StaticMroute(source, group, iifIndex, oifs(section.required("oifs", "[east1, east2]"), iifIndex));
    }

    private List<Integer> oifs(YamlField field, int iif) {
        Set<Integer> oifs = new LinkedHashSet<>();
        for (YamlField oif : field.items()) {
            int index = index(oif);
            if (index == iif) {
                throw oif.refused(", the incoming interface", "any other interface");
            }
            if (!oifs.add(index)) {
                throw oif.refused(" for the second time", "each interface only once");
            }
        }
        return List.copyOf(oifs);
    }

    private static int source(YamlField field) {
        String allowed = "the address of a host, as in 10.0.1.2";
        int source = Ipv4Field.parse(field, field.text(allowed), allowed);
        if (Ipv4Address.isMartianSource(source)) {
            throw field.refused(allowed);
        }
        return source;
    }

    private static int group(YamlField field) {
        String allowed = "224.0.1.0 to 239.255.255.255";
        int group = Ipv4Field.parse(field, field.text(allowed), allowed);
        if (!Ipv4Address.isMulticast(group) || Ipv4Address.isLinkLocalMulticast(group)) {
            throw field.refused(allowed);
        }
        return group;
    }

    private int index(YamlField field) {
        String name = field.text("the name of an interface");
        Integer index = indices.get(name);
        if (index == null) {
            String[] known = indices.keySet().toArray(String[]::new);
            throw field.refused(NearestName.hint(name, known), "the name of an interface: " + some(known));
        }
        return index;
    }

    /** Names for an error, not thousands of them. */
    private static String some(String... names) {
        int shown = Math.min(names.length, 8);
        String list = String.join(", ", List.of(names).subList(0, shown));
        return shown == names.length ? list : list + " and " + (names.length - shown) + " more";
    }
}
