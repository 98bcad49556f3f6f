package io.umbel.config;

import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.igmp.Ipv4Prefix;
import io.umbel.mgm.Ipv4;
import java.util.regex.Pattern;

/** Reads IPv4 addresses from a configuration file. */
final class Ipv4Field {
    private static final String ALLOWED_HOST = "the address of a host, as in 10.0.1.2";
    private static final String ALLOWED_GROUP = "224.0.1.0 to 239.255.255.255";
    private static final Pattern LENGTH = Pattern.compile("[0-9]|[12][0-9]|3[0-2]");

    private Ipv4Field() {}

    /** Reads a part of a field as an address, and refuses the field if it is none. */
    static int parse(YamlField field, String text, String allowed) {
        try {
            return Ipv4Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw field.refused(allowed);
        }
    }

    /** The address of a host: unicast, and not of 0.0.0.0/8, which is this host before it has one (RFC 1122). */
    static int host(YamlField field) {
        int address = parse(field, field.text(ALLOWED_HOST), ALLOWED_HOST);
        if (Ipv4Address.isMartianSource(address) || address >>> 24 == 0) {
            throw field.refused(ALLOWED_HOST);
        }
        return address;
    }

    /** A group that routers forward. */
    static int group(YamlField field) {
        int group = parse(field, field.text(ALLOWED_GROUP), ALLOWED_GROUP);
        if (!Ipv4Address.isMulticast(group) || Ipv4Address.isLinkLocalMulticast(group)) {
            throw field.refused(ALLOWED_GROUP);
        }
        return group;
    }

    /** A range of addresses by what they have in common. */
    static Ipv4Prefix prefix(YamlField field, String allowed) {
        String[] parts = field.text(allowed).split("/", -1);
        if (parts.length != 2 || !LENGTH.matcher(parts[1]).matches()) {
            throw field.refused(allowed);
        }
        Ipv4 address = new Ipv4(parse(field, parts[0], allowed));
        Ipv4Prefix prefix = Ipv4Prefix.around(address, Integer.parseInt(parts[1]));
        if (!prefix.network().equals(address)) {
            throw field.refused(", with bits set beyond its length", "the first address of the range, as in " + prefix);
        }
        return prefix;
    }
}
