package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which groups are source-specific, and what a host gets that joins one without naming a source (RFC 4604, RFC 4607;
 * {@code ssm-map} of RFC 8652).
 *
 * @param ranges the groups that have no any-source membership
 * @param mappings the sources for version 1 and 2 reports to such a group; several may apply to one group and add up
 */
public record SsmPolicy(List<Ipv4Prefix> ranges, List<Mapping> mappings) {

    /** 232.0.0.0/8, no mappings. */
    public static final SsmPolicy DEFAULT = new SsmPolicy(List.of(Ipv4Prefix.parse("232.0.0.0/8")), List.of());

    /** A version 1 or 2 report for one of these groups means this source of it. */
    public record Mapping(Ipv4Prefix groups, Ipv4 source) {

        public Mapping {
            if (!Addresses.isUnicast(source)) {
                throw new IllegalArgumentException("The SSM mapping of " + groups + " names " + source
                        + "; a unicast address is allowed as a source.");
            }
        }
    }

    public SsmPolicy {
        List<Ipv4Prefix> checked = List.copyOf(ranges);
        ranges = checked;
        mappings = List.copyOf(mappings);
        for (Mapping mapping : mappings) {
            if (checked.stream().noneMatch(range -> range.contains(mapping.groups()))) {
                throw new IllegalArgumentException("The SSM mapping of " + mapping.groups()
                        + " lies outside the SSM ranges " + checked + "; groups inside are allowed.");
            }
        }
    }

    /** Whether the group is source-specific. */
    public boolean isSourceSpecific(Ipv4 group) {
        for (Ipv4Prefix range : ranges) {
            if (range.contains(group)) {
                return true;
            }
        }
        return false;
    }

    /** The sources that stand for an any-source report of that group; often none. */
    NavigableSet<Ipv4> mappedSources(Ipv4 group) {
        NavigableSet<Ipv4> sources = new TreeSet<>();
        for (Mapping mapping : mappings) {
            if (mapping.groups().contains(group)) {
                sources.add(mapping.source());
            }
        }
        return sources;
    }
}
