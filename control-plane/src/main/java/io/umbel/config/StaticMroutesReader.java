package io.umbel.config;

import io.umbel.dataplane.contract.Mfe;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.agrona.collections.Long2ObjectHashMap;

/** Reads the static entries of a configuration file, whose interfaces have been read. */
final class StaticMroutesReader {
    private final InterfaceNames names;
    private final Long2ObjectHashMap<YamlField> keys = new Long2ObjectHashMap<>();

    private StaticMroutesReader(List<InterfaceConfig> interfaces) {
        this.names = new InterfaceNames(interfaces);
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
        int source = Ipv4Field.host(section.required("source", "10.0.1.2"));
        int group = Ipv4Field.group(section.required("group", "239.1.1.1"));
        YamlField first = keys.putIfAbsent(Mfe.key(source, group), item);
        if (first != null) {
            throw item.says(item.subject() + " is for " + Mfe.format(Mfe.key(source, group)) + ", as in line "
                    + first.line() + "; allowed is one entry for a source and group");
        }
        YamlField iif = section.required("iif", "west");
        int iifIndex = names.named(iif).index();
        return new StaticMroute(source, group, iifIndex, oifs(section.required("oifs", "[east1, east2]"), iifIndex));
    }

    private List<Integer> oifs(YamlField field, int iif) {
        Set<Integer> oifs = new LinkedHashSet<>();
        for (YamlField oif : field.items()) {
            int index = names.named(oif).index();
            if (index == iif) {
                throw oif.refused(", the incoming interface", "any other interface");
            }
            if (!oifs.add(index)) {
                throw oif.refused(" for the second time", "each interface only once");
            }
        }
        return List.copyOf(oifs);
    }
}
