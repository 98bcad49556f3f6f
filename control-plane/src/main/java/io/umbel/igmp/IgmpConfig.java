package io.umbel.igmp;

import io.umbel.mgm.SourceGroup;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The settings of one interface, in the words of RFC 8652.
 *
 * @param version the newest version spoken, to be lowered by hand where an older router queries (§7.3.1)
 * @param timers all intervals and counts
 * @param requireRouterAlert whether messages of versions 2 and 3 without the Router Alert option are ignored (§9)
 * @param immediateLeave whether a leave is believed without asking: for links with one host
 * @param explicitTracking whether it is remembered which host wants what, so that the last one's leave is believed without asking
 * @param maxGroups how many groups hosts may join here
 * @param maxGroupSources how many sources one group may have, and how many hosts are tracked in one group
 * @param groupPolicy which groups hosts may join
 * @param ssm which groups are source-specific
 * @param staticGroups what is forwarded to the interface whatever the hosts say: (s, g) or (*, g)
 * @param mtu how long a query may be, IPv4 header included; longer source lists are split
 */
public record IgmpConfig(
        IgmpVersion version,
        IgmpTimers timers,
        boolean requireRouterAlert,
        boolean immediateLeave,
        boolean explicitTracking,
        int maxGroups,
        int maxGroupSources,
        GroupPolicy groupPolicy,
        SsmPolicy ssm,
        Set<SourceGroup> staticGroups,
        int mtu) {

    /** Version 3 with the RFC's timers, Router Alert required, 100,000 groups of 1,000 sources. */
    public static final IgmpConfig DEFAULTS = new IgmpConfig(
            IgmpVersion.V3,
            IgmpTimers.DEFAULTS,
            true,
            false,
            false,
            100_000,
            1_000,
            GroupPolicy.ALLOW_ALL,
            SsmPolicy.DEFAULT,
            Set.of(),
            1500);

    private static final int LEAST_MTU = 68;
    private static final int MOST_MTU = 65_535;
    /** What eight bits can hold as tenths of a second. */
    private static final long MAX_V2_RESPONSE_TIME_MS = 25_500;

    public IgmpConfig {
        staticGroups = Collections.unmodifiableNavigableSet(new TreeSet<>(staticGroups));
        requireNatural("max-groups", maxGroups);
        requireNatural("max-group-sources", maxGroupSources);
        if (mtu < LEAST_MTU || mtu > MOST_MTU) {
            throw new IllegalArgumentException(
                    "The MTU is " + mtu + "; " + LEAST_MTU + " to " + MOST_MTU + " are allowed.");
        }
        if (version != IgmpVersion.V3) {
            requireShort("query max response time", timers.queryMaxResponseTimeMs());
            requireShort("last member query interval", timers.lastMemberQueryIntervalMs());
        }
        for (SourceGroup joined : staticGroups) {
            requireForwardable(joined, ssm);
        }
    }

    private static void requireNatural(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("The setting " + name + " is " + value + "; 0 or more is allowed.");
        }
    }

    private static void requireShort(String name, long ms) {
        if (ms > MAX_V2_RESPONSE_TIME_MS) {
            throw new IllegalArgumentException("The " + name + " is " + ms + " ms; with versions 1 and 2 up to "
                    + MAX_V2_RESPONSE_TIME_MS + " ms are allowed.");
        }
    }

    private static void requireForwardable(SourceGroup joined, SsmPolicy ssm) {
        if (!joined.namesGroup() || Addresses.isLinkLocalGroup(joined.group())) {
            throw new IllegalArgumentException(
                    "The static group " + joined + " is never forwarded; groups from 224.0.1.0 up are allowed.");
        }
        if (joined.namesSource() && !Addresses.isUnicast(joined.source())) {
            throw new IllegalArgumentException(
                    "The static group " + joined + " has no unicast source; a unicast address is allowed.");
        }
        if (!joined.namesSource() && ssm.isSourceSpecific(joined.group())) {
            throw new IllegalArgumentException("The static group " + joined
                    + " names no source, but the group is in the SSM range; (s, g) is allowed.");
        }
    }

    /** How many sources fit into one query. */
    int sourcesPerQuery() {
        int fixed =
                DatagramWriter.IP_HEADER_OCTETS + DatagramWriter.ROUTER_ALERT_OCTETS + DatagramWriter.V3_QUERY_OCTETS;
        return (mtu - fixed) / 4;
    }

    /** The same with another version. */
    public IgmpConfig withVersion(IgmpVersion other) {
        return changed(draft -> draft.version = other);
    }

    /** The same with other timers. */
    public IgmpConfig withTimers(IgmpTimers others) {
        return changed(draft -> draft.timers = others);
    }

    /** The same with Router Alert required or not. */
    public IgmpConfig withRequireRouterAlert(boolean required) {
        return changed(draft -> draft.requireRouterAlert = required);
    }

    /** The same with leaves believed or not. */
    public IgmpConfig withImmediateLeave(boolean immediate) {
        return changed(draft -> draft.immediateLeave = immediate);
    }

    /** The same with hosts tracked or not. */
    public IgmpConfig withExplicitTracking(boolean tracking) {
        return changed(draft -> draft.explicitTracking = tracking);
    }

    /** The same with other limits. */
    public IgmpConfig withLimits(int groups, int sourcesOfGroup) {
        return changed(draft -> {
            draft.maxGroups = groups;
            draft.maxGroupSources = sourcesOfGroup;
        });
    }

    /** The same with another group policy. */
    public IgmpConfig withGroupPolicy(GroupPolicy other) {
        return changed(draft -> draft.groupPolicy = other);
    }

    /** The same with another SSM policy. */
    public IgmpConfig withSsm(SsmPolicy other) {
        return changed(draft -> draft.ssm = other);
    }

    /** The same with other static groups. */
    public IgmpConfig withStaticGroups(Set<SourceGroup> others) {
        return changed(draft -> draft.staticGroups = others);
    }

    /** The same with another MTU. */
    public IgmpConfig withMtu(int other) {
        return changed(draft -> draft.mtu = other);
    }

    private IgmpConfig changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.toConfig();
    }

    /** A configuration in the making: the one place that knows the order of the components. */
    private static final class Draft {
        IgmpVersion version;
        IgmpTimers timers;
        boolean requireRouterAlert;
        boolean immediateLeave;
        boolean explicitTracking;
        int maxGroups;
        int maxGroupSources;
        GroupPolicy groupPolicy;
        SsmPolicy ssm;
        Set<SourceGroup> staticGroups;
        int mtu;

        Draft(IgmpConfig from) {
            version = from.version;
            timers = from.timers;
            requireRouterAlert = from.requireRouterAlert;
            immediateLeave = from.immediateLeave;
            explicitTracking = from.explicitTracking;
            maxGroups = from.maxGroups;
            maxGroupSources = from.maxGroupSources;
            groupPolicy = from.groupPolicy;
            ssm = from.ssm;
            staticGroups = from.staticGroups;
            mtu = from.mtu;
        }

        IgmpConfig toConfig() {
            return new IgmpConfig(
                    version,
                    timers,
                    requireRouterAlert,
                    immediateLeave,
                    explicitTracking,
                    maxGroups,
                    maxGroupSources,
                    groupPolicy,
                    ssm,
                    staticGroups,
                    mtu);
        }
    }
}
