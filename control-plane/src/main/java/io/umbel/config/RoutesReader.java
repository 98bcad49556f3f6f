package io.umbel.config;

import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.igmp.Ipv4Prefix;
import io.umbel.mgm.Ipv4;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the routes to sources of a configuration file, whose interfaces have been read. */
final class RoutesReader {
    private static final String ALLOWED_PREFIX =
            "a prefix of the addresses of hosts, as in 10.9.0.0/16, or 0.0.0.0/0 for all";

    private final List<InterfaceConfig> interfaces;
    private final InterfaceNames names;
    private final Map<Ipv4Prefix, YamlField> seen = new HashMap<>();

    private RoutesReader(List<InterfaceConfig> interfaces) {
        this.interfaces = interfaces;
        this.names = new InterfaceNames(interfaces);
    }

    static List<RouteConfig> read(YamlField field, List<InterfaceConfig> interfaces) {
        RoutesReader reader = new RoutesReader(interfaces);
        return field.items().stream().map(reader::route).toList();
    }

    private RouteConfig route(YamlField item) {
        YamlSection section = item.section("prefix", "interface", "via");
        Ipv4Prefix prefix = prefix(section.required("prefix", "10.9.0.0/16"));
        InterfaceConfig towards = names.named(section.required("interface", "west"));
        return new RouteConfig(
                prefix,
                towards.index(),
                section.optional("via").map(via -> via(via, towards)).orElse(Ipv4.ZERO));
    }

    private Ipv4Prefix prefix(YamlField field) {
        Ipv4Prefix prefix = Ipv4Field.prefix(field, ALLOWED_PREFIX);
        if (prefix.length() > 0 && Ipv4Address.isMartianSource(prefix.network().bits())) {
            throw field.refused(ALLOWED_PREFIX);
        }
        for (InterfaceConfig each : interfaces) {
            if (each.address().network().equals(prefix)) {
                throw field.refused(", the network of " + each.name(), "a prefix that no interface has");
            }
        }
        YamlField first = seen.putIfAbsent(prefix, field);
        if (first != null) {
            throw field.refused(", as in line " + first.line(), "one route for a prefix");
        }
        return prefix;
    }

    private static Ipv4 via(YamlField field, InterfaceConfig towards) {
        InterfaceAddress own = towards.address();
        String allowed = "the address of another router in " + own.network() + ", the network of " + towards.name();
        int address = Ipv4Field.parse(field, field.text(allowed), allowed);
        InterfaceAddress via = new InterfaceAddress(address, own.prefixLength());
        if (!via.network().equals(own.network()) || via.equals(own) || via.isNetwork() || via.isBroadcast()) {
            throw field.refused(allowed);
        }
        return new Ipv4(address);
    }
}
