package io.umbel.config;

import io.umbel.igmp.GroupPolicy;
import io.umbel.igmp.IgmpConfig;
import io.umbel.igmp.Ipv4Prefix;
import io.umbel.igmp.SsmPolicy;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.SourceGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the {@code igmp} of an interface says of groups: which may be joined, which are source-specific, which are wanted. */
final class IgmpGroupsReader {
    private static final String ALLOWED_GROUPS = "a prefix of groups, as in 239.1.0.0/16";
    private static final String ALLOWED_RULE = "one allow or deny with a prefix of groups, as in deny: 239.1.0.0/16";

    /** Class D has four leading bits of its own. */
    private static final int MIN_GROUPS_LENGTH = 4;

    private final YamlSection igmp;

    IgmpGroupsReader(YamlSection igmp) {
        this.igmp = igmp;
    }

    /** The rules in their order; what none of them names is allowed. */
    GroupPolicy policy() {
        return new GroupPolicy(
                igmp.items("group-policy").stream().map(IgmpGroupsReader::rule).toList(), GroupPolicy.Action.ALLOW);
    }

    private static GroupPolicy.Rule rule(YamlField item) {
        YamlSection section = item.section("allow", "deny");
        Optional<YamlField> allow = section.optional("allow");
        Optional<YamlField> deny = section.optional("deny");
        if (allow.isPresent() == deny.isPresent()) {
            throw item.says(item.subject() + " has " + (allow.isPresent() ? "both" : "neither") + "; allowed is "
                    + ALLOWED_RULE);
        }
        return allow.map(groups -> new GroupPolicy.Rule(GroupPolicy.Action.ALLOW, groups(groups)))
                .or(() -> deny.map(groups -> new GroupPolicy.Rule(GroupPolicy.Action.DENY, groups(groups))))
                .orElseThrow();
    }

    /** The source-specific groups and the sources for those who join them without naming one. */
    SsmPolicy ssm() {
        List<Ipv4Prefix> ranges = ranges();
        return new SsmPolicy(
                ranges,
                igmp.items("ssm-map").stream()
                        .map(item -> mapping(item, ranges))
                        .toList());
    }

    private List<Ipv4Prefix> ranges() {
        return igmp.optional("ssm-ranges")
                .map(field ->
                        field.items().stream().map(IgmpGroupsReader::groups).toList())
                .orElse(IgmpConfig.DEFAULTS.ssm().ranges());
    }

    private static SsmPolicy.Mapping mapping(YamlField item, List<Ipv4Prefix> ranges) {
        YamlSection section = item.section("groups", "source");
        YamlField groups = section.required("groups", "232.1.0.0/16");
        Ipv4Prefix prefix = groups(groups);
        if (ranges.stream().noneMatch(range -> range.contains(prefix))) {
            throw groups.refused(
                    ", outside of ssm-ranges",
                    ranges.isEmpty()
                            ? "no ssm-map, since ssm-ranges is empty"
                            : "a prefix within one of "
                                    + ranges.stream().map(Ipv4Prefix::toString).collect(Collectors.joining(", ")));
        }
        return new SsmPolicy.Mapping(prefix, new Ipv4(Ipv4Field.host(section.required("source", "10.0.1.2"))));
    }

    /** What is forwarded to the interface whatever its hosts say. */
    Set<SourceGroup> staticGroups() {
        List<Ipv4Prefix> ssmRanges = ranges();
        Map<SourceGroup, YamlField> seen = new HashMap<>();
        for (YamlField item : igmp.items("static-group")) {
            SourceGroup joined = staticGroup(item, ssmRanges);
            YamlField first = seen.putIfAbsent(joined, item);
            if (first != null) {
                throw item.says(item.subject() + " is " + joined + ", as in line " + first.line()
                        + "; allowed is each only once");
            }
        }
        return seen.keySet();
    }

    private static SourceGroup staticGroup(YamlField item, List<Ipv4Prefix> ssmRanges) {
        YamlSection section = item.section("group", "source");
        YamlField field = section.required("group", "239.1.1.1");
        Ipv4 group = new Ipv4(Ipv4Field.group(field));
        Optional<Ipv4> source = section.optional("source").map(Ipv4Field::host).map(Ipv4::new);
        if (source.isEmpty() && ssmRanges.stream().anyMatch(range -> range.contains(group))) {
            throw field.refused(
                    ", in the ssm-ranges and without a source", "a group outside of them, or one with a source");
        }
        return source.map(from -> SourceGroup.of(from, group)).orElse(SourceGroup.anySource(group));
    }

    private static Ipv4Prefix groups(YamlField field) {
        Ipv4Prefix prefix = Ipv4Field.prefix(field, ALLOWED_GROUPS);
        if (!prefix.network().isGroup() || prefix.length() < MIN_GROUPS_LENGTH) {
            throw field.refused(ALLOWED_GROUPS);
        }
        return prefix;
    }
}
