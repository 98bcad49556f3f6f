package io.umbel.igmp;

import io.umbel.mgm.Ipv4;
import java.util.List;

/**
 * Which groups hosts may join on an interface ({@code group-policy} of RFC 8652): the first rule whose prefix contains the group
 * decides.
 *
 * @param rules in the order in which they are tried
 * @param otherwise what holds for a group that no rule names
 */
public record GroupPolicy(List<Rule> rules, Action otherwise) {

    /** Every group may be joined. */
    public static final GroupPolicy ALLOW_ALL = new GroupPolicy(List.of(), Action.ALLOW);

    /** What becomes of a report. */
    public enum Action {
        /** It counts. */
        ALLOW,
        /** It is ignored. */
        DENY
    }

    /** One line of a policy. */
    public record Rule(Action action, Ipv4Prefix groups) {}

    public GroupPolicy {
        rules = List.copyOf(rules);
    }

    /** Whether hosts may join the group. */
    public boolean allows(Ipv4 group) {
        for (Rule rule : rules) {
            if (rule.groups().contains(group)) {
                return rule.action() == Action.ALLOW;
            }
        }
        return otherwise == Action.ALLOW;
    }
}
